package dev.sluice.proxy.config.engine;

import static dev.sluice.proxy.config.engine.Fixtures.document;
import static dev.sluice.proxy.config.engine.Fixtures.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.config.ConfigNode;
import dev.sluice.proxy.config.engine.Fixtures.Account;
import dev.sluice.proxy.config.engine.Fixtures.Shop;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret is in a message, an excerpt or a dump. */
class SecrecyTest {

    private static final String SECRET = "sk-live 4711";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeout: ${S}",
                "retries: ${S}",
                "listen: ${S}",
                "strategy: ${S}",
                "open: ${S}",
                "site: '${S}'",
                "suppliers: { a: ${S} }",
                "suppliers: { a: { name: ${S}, weight: x } }",
                "sink: ${S}",
                "teas: [ ${S} ]\ncache: ${S}"
            })
    void aValueOfAVariableIsNeverShown(String yaml) {
        String message = failure(yaml + "\nnope: 1", Map.of("S", SECRET)).getMessage();

        assertThat(message).doesNotContain("4711").doesNotContain("sk-live");
    }

    @Test
    void aWrongValueOfAVariableIsSaidByItsName() {
        assertThat(failure("timeout: ${T}", Map.of("T", "soon")))
                .hasMessageStartingWith(
                        "shop.yaml:1:10: expected a duration such as 250ms, 30s, 1h30m or 7d, found what ${T} holds");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accounts: { a: { api-key: sk-live-4711 }, b: 1, }\nnope: 1",
                "accounts: [ { api-key: sk-live-4711 } ]",
                "api-key: sk-live-4711",
                "api-key: 'sk-live-4711",
                "teas: { api-key: sk-live-4711 }",
                "cache: sk-live-4711",
                "cache: { api-key: |\n  sk-live-4711\n }",
                "api-key: sk-live-4711\napi-key: sk-live-4711",
                "a: [b: c: sk-live-4711",
                "api-key: *sk-live-4711",
                "api-key: !sk-live-4711 x",
                "nope: 1 # sk-live-4711",
                "nope: 1\n# api-key: sk-live-4711\n'"
            })
    void aSecretInTheFileIsMaskedInExcerpts(String yaml) {
        assertThat(failure(yaml, Map.of()).getMessage()).doesNotContain("4711").doesNotContain("sk-live");
    }

    @Test
    void aMisspeltKeyHidesItsValueAndShowsItsNeighbours() {
        ConfigNode account = document("accounts: { a: { api-kye: sk-live-4711, base-url: nowhere } }")
                .bind(Shop.class)
                .accounts()
                .get("a");

        assertThatThrownBy(() -> account.bind(Account.class))
                .hasMessageContaining("{ api-kye: ************, base-url: nowhere }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sink: stdotu", "sink: { stdotu: { } }", "sink: { type: stdotu }"})
    void aKnownWordWithASlipInItIsShown(String yaml) {
        assertThat(failure(yaml, Map.of()))
                .hasMessageContaining("did you mean 'stdout'?")
                .hasMessageContaining(yaml);
    }

    @Test
    void anotherWordInItsPlaceIsNotShown() {
        assertThat(failure("sink: quite-another", Map.of())).hasMessageContaining("sink: *************");
    }

    @Test
    void thePasswordOfAUrlIsNotShownBesideAMistake() {
        assertThat(failure("{ site: 'https://user:hush@tea.example', retries: many }", Map.of()))
                .hasMessageContaining("retries: many")
                .hasMessageNotContaining("hush");
    }

    @Test
    void theDumpHasEveryDefaultAndNoSecret() {
        ConfigDocument document = document("""
        listen: ${HOST}:80
        site: https://user:pass@tea.example
        sink: stdout
        extra: { a: "${S}", b: 2 }
        accounts:
          used: { api-key: sk-live-4711 }
          idle: { api-key: sk-live-4711 }
        chains: { default: [access, limit: { requests-per-minute: 5 }] }
        """, Map.of("HOST", "10.1.2.3", "S", SECRET));
        Shop shop = document.bind(Shop.class, named -> {
            if (named.name().equals("limit")) {
                ConfigNode.Part<Fixtures.Common> part = named.config().take(Fixtures.Common.class);
                part.rest().bind(Fixtures.LimitConfig.class);
            }
        });
        shop.accounts().get("used").bind(Account.class);

        String dump = Masked.yaml(document.masked().tree(shop));

        assertThat(dump).isEqualTo("""
        listen: '***'
        timeout: 30s
        max-size: 1MiB
        retries: 3
        open: true
        strategy: cheapest-fit
        site: https://***@tea.example
        allowed: []
        teas: []
        suppliers: {}
        cache:
          ttl: 1h
          entries: 10
        sink:
          type: stdout
          color: false
        extra:
          a: '***'
          b: 2
        accounts:
          used:
            api-key: '***'
            base-url: https://api.example.com
          idle:
            api-key: '***'
        chains:
          default:
          - access: {}
          - limit:
              on-error: fail
              requests-per-minute: 5
        """);
        assertThat(Masked.json(
                        document.masked().tree(shop.chains().get("default").get(1))))
                .isEqualToIgnoringWhitespace("{\"limit\": {\"on-error\": \"fail\", \"requests-per-minute\": 5}}");
    }
}
