package dev.sluice.plugins.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.CallError;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.ProviderKeys;
import dev.sluice.api.Target;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.admin.CommandContext;
import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Secret;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.access.AccessConfig.ProviderKeyRule;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.FakeState;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Keys that tenants have with providers, set while the proxy serves. */
class StoredProviderKeysTest {

    private static final String KEY = "sk-acme-with-openai";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final FakeState shared = new FakeState(time::now);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void callsCarryTheKeyThatTheirTenantHasSet() {
        Gate gate = gate("here");

        AdminReply reply = set(gate, "acme", "openai", KEY).result();

        assertThat(reply.status()).isEqualTo(204);
        assertThat(sent(gate)).isEqualTo(Secret.of(KEY));
    }

    @Test
    void nobodyElsesCallsDo() {
        Gate gate = gate("here");

        set(gate, "rival", "openai", KEY);

        assertThat(sent(gate)).isNull();
    }

    @Test
    void aKeyOfTheConfigComesFirst() {
        ProviderKeyRule rule = new ProviderKeyRule("openai", Secret.of("sk-config"), "acme", Map.of());
        Gate gate = gate("here", rule);

        set(gate, "acme", "openai", KEY);

        assertThat(sent(gate)).isEqualTo(Secret.of("sk-config"));
    }

    @Test
    void aNewKeyTakesThePlaceOfTheOldOne() {
        Gate gate = gate("here");
        set(gate, "acme", "openai", KEY);

        set(gate, "acme", "openai", "sk-another-one");

        assertThat(sent(gate)).isEqualTo(Secret.of("sk-another-one"));
    }

    @Test
    void aKeyThatIsTakenBackIsSentNoMore() {
        Gate gate = gate("here");
        set(gate, "acme", "openai", KEY);

        AdminReply reply = ask(gate, HttpMethod.DELETE, "acme", "openai", "").result();

        assertThat(reply.status()).isEqualTo(204);
        assertThat(sent(gate)).isNull();
        assertThat(ask(gate, HttpMethod.DELETE, "acme", "openai", "").cause())
                .isInstanceOfSatisfying(
                        CallError.class, error -> assertThat(error.status()).isEqualTo(404));
    }

    @Test
    void nothingEverGivesAKeyBack() throws IOException {
        Gate gate = gate("here");
        set(gate, "acme", "openai", KEY);

        Future<AdminReply> listed = gate.context.admin().ask(HttpMethod.GET, "/provider-keys", Map.of(), "");
        time.run();

        assertThat(listed.result().body().next().result().toString())
                .contains("\"tenant\":\"acme\",\"provider\":\"openai\",\"fingerprint\":\"")
                .doesNotContain(KEY, "sealed");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(KEY));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"key\":\"short\"}", "{\"key\":\"sk-1\\r\\nx-evil: 1 and more\"}", "{}", "secret-of-mine", "[]"
            })
    void whatIsNoKeyIsRefusedAndNotRepeated(String body) {
        Gate gate = gate("here");

        Future<AdminReply> reply = ask(gate, HttpMethod.PUT, "acme", "openai", body);

        assertThat(reply.cause())
                .hasMessageStartingWith("Expected a")
                .hasMessageNotContainingAny("short", "evil", "secret-of-mine");
        assertThat(sent(gate)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'apikey':'secret-of-mine'}           | Expected one of key, found 'apikey'",
                "{'key':'secret-of-mine','until':'x'}  | Expected one of key, found 'until'",
                "{'key':'secret-of-mine','key':'other-of-mine'} | Expected each member once, found 'key' twice",
                "{'key':['secret-of-mine']}            | Expected 'key' to be a string such as \"sk-...\", found a list",
                "{'key':12345678}                      | Expected 'key' to be a string such as \"sk-...\", found a number",
                "{'key':'secret-of-mine'               | Expected a JSON object such as {\"key\":\"sk-...\"}, found no JSON",
            })
    void aRequestThatItDoesNotUnderstandIsRefused(String body, String problem) {
        Gate gate = gate("here");

        Future<AdminReply> reply = ask(gate, HttpMethod.PUT, "acme", "openai", body.replace('\'', '"'));

        assertThat(reply.cause())
                .hasMessageContaining(problem)
                .hasMessageNotContainingAny("secret-of-mine", "12345678");
        assertThat(sent(gate)).isNull();
    }

    @Test
    void aProviderThatTheConfigDoesNotHaveIsRefused() {
        assertThat(set(gate("here"), "acme", "opnai", KEY).cause())
                .hasMessageContaining("[openai]")
                .hasMessageContaining("found opnai");
    }

    @Test
    void anotherReplicaKnowsOfItAsWell() {
        Gate here = gate("here");
        Gate there = gate("there");

        set(here, "acme", "openai", KEY);
        time.advance(SECOND);
        assertThat(sent(there)).isEqualTo(Secret.of(KEY));
        ask(there, HttpMethod.DELETE, "acme", "openai", "");
        time.advance(SECOND);

        assertThat(sent(here)).isNull();
    }

    @Test
    void aReplicaThatStartsLaterIsTold() {
        set(gate("here"), "acme", "openai", KEY);

        Gate late = gate("late");
        time.advance(SECOND);

        assertThat(sent(late)).isEqualTo(Secret.of(KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "[]",
                "{\"mark\":\"another\",\"ask\":true}",
                "{\"mark\":\"another\",\"keys\":[{\"tenant\":\"acme\"}]}"
            })
    void whatStrangersSayDoesNoHarm(String message) {
        Gate gate = gate("here");
        set(gate, "acme", "openai", KEY);

        shared.topic("access-provider-keys").publish(Buffer.buffer(message));
        time.advance(SECOND);

        assertThat(sent(gate)).isEqualTo(Secret.of(KEY));
    }

    @Test
    void aServingProxySendsWhatTheCommandSets() {
        Gate gate = gate("here");

        int code = run(KEY + "\n", "set", "--tenant", "acme", "--provider", "openai");
        time.advance(SECOND);

        assertThat(code).isZero();
        assertThat(out.toString()).contains("Its fingerprint is").doesNotContain(KEY);
        assertThat(sent(gate)).isEqualTo(Secret.of(KEY));
    }

    @Test
    void theCommandListsAndTakesBack() {
        Gate gate = gate("here");
        run(KEY, "set", "--tenant", "acme", "--provider", "openai");

        assertThat(run("", "list")).isZero();
        assertThat(run("", "remove", "--tenant", "acme", "--provider", "openai"))
                .isZero();
        assertThat(run("", "remove", "--tenant", "acme", "--provider", "openai"))
                .isEqualTo(1);
        time.advance(SECOND);

        assertThat(out.toString()).contains("acme").contains("openai").doesNotContain(KEY);
        assertThat(err.toString()).contains("see `sluice provider-keys list`");
        assertThat(sent(gate)).isNull();
    }

    @Test
    void theCommandSaysWhatItNeeds() {
        assertThat(run("", "set", "--tenant", "acme", "--provider", "openai")).isEqualTo(1);
        assertThat(run("")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(err.toString())
                .contains("8 to 4096 visible ASCII characters, found 0")
                .contains("set, list, remove");
    }

    @Test
    void aSecretThatCanBeGuessedIsRefused() {
        assertThatThrownBy(() -> new AccessConfig(
                        List.of(), true, null, SECOND, SECOND, null, List.of(), List.of(), Secret.of("a short secret")))
                .hasMessageContaining("at least 32 characters, found 14");
    }

    private static @Nullable Secret sent(Gate gate) {
        return ProviderKeys.of(gate.admitted("x-api-key", Gate.FIXED), "openai");
    }

    private Gate gate(String name, ProviderKeyRule... rules) {
        try {
            Path own = Files.createDirectories(folder.resolve(name));
            AccessConfig config = Gate.config(List.of(Gate.key(List.of(), List.of())), List.of(), List.of(rules));
            Gate gate = new Gate(own, config, time, shared);
            gate.context.withModels(new FakeModels().with(new Target("openai", "m"), ModelFacts.NONE));
            return gate;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Future<AdminReply> set(Gate gate, String tenant, String provider, String key) {
        return ask(gate, HttpMethod.PUT, tenant, provider, "{\"key\":\"" + key + "\"}");
    }

    private Future<AdminReply> ask(Gate gate, HttpMethod method, String tenant, String provider, String body) {
        Future<AdminReply> reply = gate.context
                .admin()
                .ask(
                        method,
                        "/provider-keys/{tenant}/{provider}",
                        Map.of("tenant", tenant, "provider", provider),
                        body);
        time.run();
        return reply;
    }

    private int run(String input, String... arguments) {
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return new CommandLine(new ProviderKeysCommand(new Surroundings(), in))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** The same folder and the same config as those of the gate {@code here}. */
    private final class Surroundings implements CommandContext {

        @Override
        public Path dataFolder(String filter) {
            return folder.resolve("here");
        }

        @Override
        @SuppressWarnings("unchecked") // Only one filter's config is asked for.
        public <C> List<C> configs(Class<? extends FilterFactory<C>> factory) {
            return List.of((C) Gate.config());
        }

        @Override
        public PluginContext surroundings(String filter) {
            throw new AssertionError("keys are set without a filter's surroundings");
        }

        @Override
        public HostPort admin() {
            return HostPort.parse("127.0.0.1:9090");
        }

        @Override
        public @Nullable Secret adminToken() {
            return null;
        }
    }
}
