package dev.sluice.plugins.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.FilterFactory;
import dev.sluice.api.admin.CommandContext;
import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Secret;
import dev.sluice.api.plugin.PluginContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What an operator types, beside a proxy that serves. */
class KeysCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private List<AccessConfig> configs = List.of(Gate.config());

    @Test
    void makesAKeyThatTheServingProxyAccepts() {
        Gate gate = new Gate(folder, Gate.config());

        int code = run("create", "--name", "ci", "--tenant", "acme", "--label", "team=a");
        gate.time.advance(Duration.ofSeconds(1));

        assertThat(code).isZero();
        assertThat(gate.admitted("x-api-key", out.toString().strip()).caller().labels())
                .containsEntry("team", "a");
    }

    @Test
    void takesAKeyBackFromTheServingProxy() {
        Gate gate = new Gate(folder, Gate.config());
        run("create", "--name", "ci");
        String key = out.toString().strip();

        run("revoke", key.substring(10, 22));
        gate.time.advance(Duration.ofSeconds(1));

        assertThat(gate.refused("x-api-key", key).code()).isEqualTo("revoked_api_key");
    }

    @Test
    void listsKeysWithoutTheirSecrets() {
        run("create", "--name", "ci", "--tenant", "acme");
        String key = out.toString().strip();
        out.getBuffer().setLength(0);

        run("list");

        assertThat(out.toString())
                .contains("ci")
                .contains("acme")
                .contains("active")
                .doesNotContain(key.substring(23));
    }

    @Test
    void listsWhatKeysAreGoodFor() {
        run(
                "create",
                "--name",
                "ci",
                "--label",
                "team=search",
                "--label",
                "plan=gold",
                "--model",
                "gpt-*",
                "--model",
                "o3",
                "--route",
                "support");
        run("create", "--name", "all");
        out.getBuffer().setLength(0);

        run("list");

        List<String> lines = out.toString().lines().toList();
        assertThat(lines.getFirst()).containsSubsequence("EXPIRES", "LABELS", "MODELS", "ROUTES");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .containsSubsequence("ci", "never", "plan=gold,team=search", "gpt-*,o3", "support"));
        assertThat(lines).anySatisfy(line -> assertThat(line).matches(".* all .* never +- +all +all"));
    }

    @Test
    void warnsThatNobodyAsksForKeysWhereNoChainHasAccess() {
        configs = List.of();

        int code = run("create", "--name", "ci");

        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("sk-sluice-");
        assertThat(err.toString()).contains("no chain of the config has the filter 'access'");
    }

    @Test
    void doesNotWarnWhereAChainHasAccess() {
        run("create", "--name", "ci");

        assertThat(err.toString()).doesNotContain("Warning");
    }

    @Test
    void replacesAKey() {
        run("create", "--name", "ci");
        String id = out.toString().strip().substring(10, 22);
        out.getBuffer().setLength(0);

        int code = run("rotate", id, "--overlap", "PT1H");

        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("sk-sluice-").doesNotContain(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create --name ' '                              | Expected a 'name' for the key",
                "create --name ci --tenant ' '                  | Expected a 'tenant' for the key",
                "create --name ci --model ' '                   | Expected 'models' to name what may be used",
                "create --name ci --expires 2001-01-31T00:00:00Z| Expected a key to end in the future, found 2001-01-31T00:00:00Z",
                "create --name ci --expires tomorrow            | expected a time such as 2027-01-31T00:00:00Z",
                "rotate ID --overlap -PT1H                      | expected a duration such as 24h or PT24H",
                "rotate ID --overlap soon                       | expected a duration such as 24h or PT24H",
            },
            quoteCharacter = '`')
    void makesNoKeyOfWhatCannotBeMeant(String typed, String problem) {
        run("create", "--name", "old");
        String id = out.toString().strip().substring(10, 22);
        out.getBuffer().setLength(0);

        int code =
                run(Stream.of(typed.replace("ID", id).replace("' '", "\u00a0").split(" "))
                        .map(word -> word.replace('\u00a0', ' '))
                        .toArray(String[]::new));

        assertThat(code).isNotZero();
        assertThat(err.toString()).contains(problem).doesNotContain("Exception");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1h", "PT1H"})
    void takesAnOverlapAsTheConfigAndAsIsoWriteIt(String overlap) {
        Gate gate = new Gate(folder, Gate.config());
        run("create", "--name", "ci");
        String key = out.toString().strip();

        int code = run("rotate", key.substring(10, 22), "--overlap", overlap);

        assertThat(code).isZero();
        gate.time.advance(Duration.ofSeconds(1));
        assertThat(gate.admitted("x-api-key", key).caller().key()).isEqualTo(key.substring(10, 22));
    }

    @Test
    void saysThatItDoesNotKnowAKey() {
        assertThat(run("revoke", "nothing")).isEqualTo(1);
        assertThat(err.toString()).contains("found 'nothing'").contains("sluice keys list");
    }

    @Test
    void saysWhatCanBeDoneWithKeys() {
        assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("create, list, rotate, revoke");
    }

    private int run(String... arguments) {
        return new CommandLine(new KeysCommandFactory().create(new Surroundings()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** The same folder and the same pepper as the gate's. */
    private final class Surroundings implements CommandContext {

        @Override
        public Path dataFolder(String filter) {
            return folder;
        }

        @Override
        @SuppressWarnings("unchecked") // Only one filter's config is asked for.
        public <C> List<C> configs(Class<? extends FilterFactory<C>> factory) {
            return (List<C>) configs;
        }

        @Override
        public PluginContext surroundings(String filter) {
            throw new AssertionError("keys are made without a filter's surroundings");
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
