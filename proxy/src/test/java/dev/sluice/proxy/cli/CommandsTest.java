package dev.sluice.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.boot.PluginFolder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandsTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void bringAPlugin() throws IOException {
        Files.createDirectories(folder.resolve("plugins"));
        PluginFolder.tag("").writeTo(folder.resolve("plugins/tag.jar"));
    }

    @Test
    void checkSaysThatAConfigIsRight() throws IOException {
        Path file = config(
                "version: 1\nproviders: { sandbox: {}, groq: { api-key: \"${SURELY_NOT_SET}\", optional: true } }");

        int code = run("check", "-c", file.toString());

        assertThat(code).isZero();
        assertThat(out)
                .hasToString(file + " is right: 1 providers, 0 models, 0 chains, 1 routes.\n"
                        + "Left out: provider groq (SURELY_NOT_SET not set).\n");
    }

    @Test
    void saysThatThereIsNoSuchFolderOfPlugins() throws IOException {
        Path file = config("version: 1\nproviders: { sandbox: {} }");

        int code = run(
                "check",
                "-c",
                file.toString(),
                "--plugins",
                folder.resolve("nowhere").toString());

        assertThat(code).isNotZero();
        assertThat(err.toString()).contains("Expected a folder of plugin jars", "nowhere", "--plugins");
    }

    @Test
    void checkListsEverythingThatIsWrong() throws IOException {
        Path file = config("version: 1\nproviders: { openai: { base-url: \"nope:x\" } }\nchains: { default: [ tga ] }");

        int code = run("check", "-c", file.toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .contains("sluice.yaml:2:34: provider 'openai': expected a URL")
                .contains("sluice.yaml:3:22: no plugin brings a filter 'tga'; did you mean 'tag'?")
                .doesNotContain("Exception");
    }

    @Test
    void checkSaysThatThereIsNoSuchFile() {
        int code = run("check", "-c", folder.resolve("none.yaml").toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("none.yaml").contains("does not exist; name another by --config");
    }

    @Test
    void explainShowsARouteWithItsDefaultsAndNoSecret() throws IOException {
        Path file = config("""
                version: 1
                providers: { openai: { api-key: sk-secret-4711 } }
                chains: { default: [ tag: { key: sk-secret-4712 } ] }
                routes: [ { name: all, chain: default } ]
                """);

        int code = run("explain", "-c", file.toString(), "all");

        assertThat(code).isZero();
        assertThat(out.toString()).contains("word: plain", "on-error: fail").doesNotContain("sk-secret");
        out.getBuffer().setLength(0);
        run("explain", "-c", file.toString());
        assertThat(out.toString()).contains("api-key:").doesNotContain("sk-secret");
    }

    @Test
    void explainNamesTheRoutesThatThereAre() throws IOException {
        Path file = config("version: 1\nproviders: { sandbox: {} }");

        int code = run("explain", "-c", file.toString(), "nope");

        assertThat(code).isEqualTo(1);
        assertThat(err).hasToString("Expected one of the routes [default], found nope\n");
    }

    @Test
    void explainSaysWhereACallWouldGo() throws IOException {
        PluginFolder.fork().writeTo(folder.resolve("plugins/fork.jar"));
        Path file = config("""
                version: 1
                providers: { openai: { api-key: sk-secret-4711 }, sandbox: {} }
                models:
                  support: { targets: [ { provider: openai, model: a }, { provider: sandbox, model: echo } ] }
                chains: { default: [ tag, fork ] }
                routes: [ { name: all, chain: default } ]
                """);
        Path call = Files.writeString(
                folder.resolve("call.json"),
                "{\"caller\":{\"tenant\":\"acme\",\"labels\":{\"plan\":\"gold\"}},\"headers\":{\"x-a\":\"b\"},"
                        + "\"body\":{\"model\":\"support\",\"stream\":true,\"messages\":[]}}");

        int code = run("explain", "-c", file.toString(), "--call", call.toString());

        assertThat(err).hasToString("");
        assertThat(code).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "call      chat, streamed, model 'support'",
                        "caller    acme {plan=gold}",
                        "route     all",
                        "targets   openai/a, sandbox/echo",
                        "chain     default",
                        "tag       (does not tell)",
                        "fork      takes sandbox/echo",
                        "          for {plan=gold}");
    }

    @Test
    void explainSaysWhereACallGoesThatNoFilterRoutes() throws IOException {
        Path call = Files.writeString(folder.resolve("call.json"), "{\"model\":\"sandbox/echo\",\"messages\":[]}");

        run("explain", "-c", config("version: 1\nproviders: { sandbox: {} }").toString(), "--call", call.toString());

        assertThat(out.toString()).contains("sent to   sandbox/echo: the first target, since no filter chooses");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | Expected a JSON object in",
                "{ | Expected a JSON object in",
                "{\"model\":\"nobody/has\"} | There is no model 'nobody/has'",
                "{\"path\":\"/v1/nothing/such\",\"body\":{}} | Expected a path whose requests Sluice reads",
            })
    void explainSaysWhatIsWrongWithACall(String text, String message) throws IOException {
        Path call = Files.writeString(folder.resolve("call.json"), text);

        int code = run(
                "explain",
                "-c",
                config("version: 1\nproviders: { sandbox: {} }").toString(),
                "--call",
                call.toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void explainSaysThatThereIsNoSuchCall() throws IOException {
        int code = run(
                "explain",
                "-c",
                config("version: 1\nproviders: { sandbox: {} }").toString(),
                "--call",
                "none.json");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("Expected a file with a call at none.json");
    }

    @Test
    void pluginsListsWhatIsThere() throws IOException {
        int code = run("plugins", "-c", config("version: 1").toString());

        assertThat(code).isZero();
        assertThat(out.toString()).contains("tag ").contains("1.0.0").contains("Filters: tag\n");
    }

    @Test
    void pluginsSaysWhatIsWrongWithAJar() throws IOException {
        PluginFolder.broken(folder.resolve("plugins"));

        int code = run("plugins", "-c", config("version: 1").toString());

        assertThat(code).isEqualTo(1);
        assertThat(out.toString())
                .contains("Filters: tag")
                .contains("Not loaded: ")
                .contains("broken.jar");
    }

    @Test
    void schemaHasEveryKeyAndThePluginsFilters() throws IOException {
        int code = run("schema", "-c", config("version: 1").toString());

        JsonObject schema = new JsonObject(out.toString());
        assertThat(code).isZero();
        assertThat(schema.getJsonObject("properties").fieldNames())
                .containsExactlyInAnyOrder(
                        "version",
                        "server",
                        "admin",
                        "providers",
                        "models",
                        "embedder",
                        "classifiers",
                        "rerankers",
                        "retrievers",
                        "collections",
                        "chains",
                        "routes",
                        "state",
                        "plugins",
                        "log",
                        "data");
        assertThat(schema.encode()).contains("\"word\"", "\"on-error\"", "\"max-json-depth\"", "\"first-byte\"");
    }

    @Test
    void schemaPrintsTheReferenceToo() throws IOException {
        int code = run("schema", "--reference", "-c", config("version: 1").toString());

        assertThat(code).isZero();
        assertThat(out.toString()).contains("max-json-depth").contains("What is put there.");
    }

    @Test
    void versionSaysWhatThisIs() {
        assertThat(run("version")).isZero();
        assertThat(out.toString()).matches("sluice \\d+\\.\\d+\\.\\d+\\S* \\(Java .+\\)\n");
        out.getBuffer().setLength(0);
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("sluice ");
    }

    @Test
    void anUnknownCommandSaysWhatMayBeMeant() {
        assertThat(run("chekc")).isEqualTo(2);
        assertThat(err.toString()).contains("chekc").contains("check");
    }

    @Test
    void noCommandSaysWhichIsUsual() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("serve is the usual one");
    }

    @Test
    void serveSaysThatAnAddressIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Path file = config("version: 1\nserver: { listen: 127.0.0.1:" + taken.getLocalPort()
                    + " }\nadmin: { listen: 127.0.0.1:0 }\nproviders: { sandbox: {} }");

            assertThat(run("serve", "-c", file.toString())).isEqualTo(1);
            assertThat(err.toString())
                    .startsWith("Cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ")
                    .containsIgnoringCase("address already in use")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void serveSaysThatTheAdminAddressIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Path file = config("version: 1\nserver: { listen: 127.0.0.1:0 }\nadmin: { listen: 127.0.0.1:"
                    + taken.getLocalPort() + " }\nproviders: { sandbox: {} }");

            assertThat(run("serve", "-c", file.toString())).isEqualTo(1);
            assertThat(err.toString())
                    .startsWith("Cannot listen on 127.0.0.1:" + taken.getLocalPort() + " for the admin API: ");
        }
    }

    @Test
    void serveRefusesToBeOpenToEverybody() throws IOException {
        Path file = config("version: 1\nserver: { listen: 0.0.0.0:0 }\nproviders: { sandbox: {} }");

        assertThat(run("serve", "-c", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("sluice.yaml:2:11: server.listen is 0.0.0.0:0, which others can reach");
    }

    @Test
    void leavesNoCopyOfAPluginBehind() throws IOException {
        List<Path> before = copies();

        run("check", "-c", config("version: 1\nchains: { default: [ nope ] }").toString());
        run("serve", "-c", config("version: 1\nchains: { default: [ nope ] }").toString());

        assertThat(copies()).isEqualTo(before);
    }

    private static List<Path> copies() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .startsWith(
                                    "sluice-plugins-" + ProcessHandle.current().pid() + "-"))
                    .sorted()
                    .toList();
        }
    }

    private Path config(String yaml) throws IOException {
        return Files.writeString(folder.resolve("sluice.yaml"), yaml + "\nplugins: { folders: [ plugins ] }\n");
    }

    private int run(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
