package dev.sluice.proxy.config.engine;

import static dev.sluice.proxy.config.engine.Fixtures.document;
import static dev.sluice.proxy.config.engine.Fixtures.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.HostPort;
import dev.sluice.proxy.config.engine.Fixtures.FileSink;
import dev.sluice.proxy.config.engine.Fixtures.Shop;
import dev.sluice.proxy.config.engine.Fixtures.StdoutSink;
import dev.sluice.proxy.config.engine.Fixtures.Strategy;
import dev.sluice.proxy.config.engine.Fixtures.Supplier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a correct file becomes. */
class BindingTest {

    record Empty(@dev.sluice.api.config.Default("") String prefix) {}

    @Test
    void aTextMayBeEmptyUnlessItIsGiven() {
        assertThat(document("").bind(Empty.class).prefix()).isEmpty();
        assertThat(SchemaWriter.write(Empty.class, NamedTypes.NONE)).contains("prefix");
    }

    @Test
    void everythingThatIsLeftOutHasItsDefault() {
        Shop shop = shop("");

        assertThat(shop.listen()).isEqualTo(new HostPort("127.0.0.1", 8080));
        assertThat(shop.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(shop.maxSize()).isEqualTo(new DataSize(1 << 20));
        assertThat(shop.temperature()).isNull();
        assertThat(shop.retries()).isEqualTo(3);
        assertThat(shop.site()).isEmpty();
        assertThat(shop.teas()).isEmpty();
        assertThat(shop.suppliers()).isEmpty();
        assertThat(shop.cache().ttl()).isEqualTo(Duration.ofHours(1));
    }

    record Offer(@Nullable Instant expires) {}

    @ParameterizedTest
    @ValueSource(strings = {"2027-01-31T00:00:00Z", "'2027-01-31T01:00:00+01:00'"})
    void aMomentIsReadWithItsOffset(String written) {
        assertThat(document("expires: " + written).bind(Offer.class).expires())
                .isEqualTo(Instant.parse("2027-01-31T00:00:00Z"));
    }

    @Test
    void aMomentWithoutAnOffsetSaysWhatWasExpected() {
        assertThatThrownBy(() -> document("expires: 2027-01-31").bind(Offer.class))
                .hasMessageContaining("1:10: expected a moment such as 2027-01-31T00:00:00Z, found '2027-01-31'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"round-robin", "ROUND-ROBIN", "Round-Robin"})
    void aChoiceIsReadInAnyCase(String written) {
        assertThat(shop("strategy: " + written).strategy()).isEqualTo(Strategy.ROUND_ROBIN);
    }

    @Test
    void everyKindOfValueIsRead() {
        Shop shop = shop("""
        listen: "[::1]:9090"
        timeout: 1h30m
        max-size: 64KB
        temperature: 0.5
        retries: 7
        open: false
        strategy: round-robin
        site: https://tea.example
        allowed: [round-robin]
        teas: [green, 7, on, no]
        cache: { ttl: 5m }
        extra: { a: 1, b: [true, 1.5, "2", null], c: { d: off } }
        """);

        assertThat(shop.listen()).isEqualTo(new HostPort("::1", 9090));
        assertThat(shop.timeout()).isEqualTo(Duration.ofMinutes(90));
        assertThat(shop.maxSize()).isEqualTo(new DataSize(64_000));
        assertThat(shop.temperature()).isEqualTo(0.5);
        assertThat(shop.retries()).isEqualTo(7);
        assertThat(shop.open()).isFalse();
        assertThat(shop.strategy()).isEqualTo(Strategy.ROUND_ROBIN);
        assertThat(shop.site()).contains(URI.create("https://tea.example"));
        assertThat(shop.allowed()).containsExactly(Strategy.ROUND_ROBIN);
        assertThat(shop.teas()).containsExactly("green", "7", "on", "no");
        assertThat(shop.cache().ttl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(shop.extra()).containsEntry("a", 1L).containsEntry("c", Map.of("d", "off"));
        assertThat(shop.extra().get("b"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly(true, 1.5, "2", null);
    }

    @Test
    void aShorthandStandsForItsRecord() {
        Shop shop = shop("suppliers: { a: assam, b: { name: benares, weight: 2 } }");

        assertThat(shop.suppliers())
                .containsEntry("a", new Supplier("assam", 1))
                .containsEntry("b", new Supplier("benares", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sink: { type: file, path: a.log }", "sink: { file: { path: a.log } }"})
    void aVariantIsNamedByItsTypeOrByASingleKey(String yaml) {
        assertThat(shop(yaml).sink()).contains(new FileSink(Path.of("a.log")));
    }

    @Test
    void aVariantWithoutConfigIsItsName() {
        assertThat(shop("sink: stdout").sink()).contains(new StdoutSink(false));
    }

    @Test
    void aValueAloneStandsForAListOfIt() {
        assertThat(shop("teas: green").teas()).containsExactly("green");
    }

    @Test
    void aListOfNamesHoldsConfigsThatAreBoundLater() {
        Shop shop = shop("chains: { default: [access, limit: { requests-per-minute: 6 }] }");

        assertThat(shop.chains().get("default")).extracting(node -> node.name()).containsExactly("access", "limit");
        ConfigNode limit = shop.chains().get("default").get(1).config();
        assertThat(limit.path()).isEqualTo("chains.default[1].limit");
        assertThat(limit.position()).isEqualTo("shop.yaml:1:36");
        assertThat(limit.bind(Fixtures.LimitConfig.class).requestsPerMinute()).isEqualTo(6);
    }

    @Test
    void keysThatPluginsShareAreTakenFromEachConfig() {
        Shop shop = shop("chains: { default: [limit: { requests-per-minute: 6, on-error: skip }] }");

        ConfigNode.Part<Fixtures.Common> part =
                shop.chains().get("default").get(0).config().take(Fixtures.Common.class);

        assertThat(part.value().onError()).isEqualTo("skip");
        assertThat(part.rest().bind(Fixtures.LimitConfig.class).requestsPerMinute())
                .isEqualTo(6);
    }

    @Test
    void anchorsAndMergesAreExpanded() {
        Shop shop = shop("""
        suppliers:
          a: &base { name: assam, weight: 5 }
          b: { <<: *base, name: benares }
          c: { <<: [{ weight: 7 }, *base] }
          d: *base
        """);

        assertThat(shop.suppliers()).containsEntry("b", new Supplier("benares", 5));
        assertThat(shop.suppliers()).containsEntry("c", new Supplier("assam", 7));
        assertThat(shop.suppliers()).containsEntry("d", new Supplier("assam", 5));
    }

    @Test
    void aFileIsReadWithItsByteOrderMark(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("shop.yaml"), "\uFEFFretries: 4\n");

        Shop shop = ConfigDocument.read(file, Environment.ofProcess(directory)).bind(Shop.class);

        assertThat(shop.retries()).isEqualTo(4);
    }

    @Test
    void variablesAndFilesAreFilledIn() {
        String yaml = """
        teas: [ ${TEA}, ${NONE:-a, [b]}, ${EMPTY:-c}, "x${TEA}y", $${TEA}, "${file:key.txt}" ]
        retries: ${RETRIES}
        """;

        Shop shop = document(yaml, Map.of("TEA", "oolong", "RETRIES", "9", "EMPTY", ""))
                .bind(Shop.class);

        assertThat(shop.teas()).containsExactly("oolong", "a, [b]", "c", "xoolongy", "${TEA}", "from-the-file");
        assertThat(shop.retries()).isEqualTo(9);
    }

    @Test
    void aPartThatIsNotBoundMayNameVariablesThatAreNotSet() {
        Shop shop = document(
                        "accounts: { a: { api-key: ${A_KEY} }, b: { api-key: ${B_KEY}, base-url: ${B_URL:-x:y} } }",
                        Map.of("B_KEY", "k"))
                .bind(Shop.class);

        assertThat(shop.accounts().get("a").unresolvedVariables()).containsExactly("A_KEY");
        assertThat(shop.accounts().get("b").unresolvedVariables()).isEmpty();
        assertThat(shop.accounts()
                        .get("b")
                        .bind(Fixtures.Account.class)
                        .apiKey()
                        .reveal())
                .isEqualTo("k");
    }
}
