package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands of an unpacked distribution say, with the plugins that it ships. */
@SuppressWarnings("removal") // No other way makes a certificate without a file in the repository.
class CommandsIT {

    private static final Path ROOT = Path.of(System.getProperty("sluice.distribution"));
    private static final SelfSignedCertificate CERTIFICATE = SelfSignedCertificate.create("localhost");
    private static final Path SOURCES = Path.of("..").toAbsolutePath().normalize();

    @TestFactory
    Stream<DynamicTest> everyShippedConfigIsRight() throws IOException {
        List<Path> configs = new ArrayList<>(List.of(ROOT.resolve("conf/sluice.yaml")));
        try (Stream<Path> examples = Files.list(ROOT.resolve("conf/examples"))) {
            examples.sorted().forEach(configs::add);
        }
        return configs.stream()
                .map(config -> DynamicTest.dynamicTest(
                        config.getFileName().toString(),
                        () -> assertThat(sluice("check", "--config", config.toString()))
                                .contains(" is right: ")));
    }

    @Test
    void everyMistakeIsToldWithItsPlace(@TempDir Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("wrong.yaml"), """
                version: 1
                providers: { sandbox: {} }
                collections: { handbook: { vectors: none } }
                chains:
                  default:
                    - access: { provider-keys: [ { provider: opnai, key: "${OPENAI_API_KEY}", tenant: acme } ] }
                    - limit:
                        limits:
                          - { measure: requests, max: 5, per: 1m, action: downgrade, to: smaller }
                    - validate: { contract: { reply: { type: strng } } }
                    - redact: { entities: [email, fone] }
                    - retrieve: { collection: handbok }
                    - structured: { schema: { $ref: "https://example.com/schema.json" } }
                    - route:
                        fallback: { error: [ nowhere/model ] }
                """);

        Said said = run("check", "--config", config.toString());

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.errors().lines().filter(line -> line.startsWith(config.toString())))
                .satisfiesExactly(
                        line -> assertThat(line).contains(":6:46: the filter 'access': expected one of the providers"),
                        line -> assertThat(line).contains(":9:", "the filter 'limit': expected a model alias"),
                        line -> assertThat(line).contains(":10:38: the filter 'validate': ", "wrong at /type: "),
                        line -> assertThat(line).contains(":11:35: the filter 'redact': ", "found 'fone'"),
                        line -> assertThat(line)
                                .contains(":12:31: the filter 'retrieve': ", "(handbook), found 'handbok'"),
                        line -> assertThat(line).contains(":13:29: the filter 'structured': "),
                        line -> assertThat(line).contains(":15:30: the filter 'route': ", "found 'nowhere'"));
    }

    /** As docs/plugins/access.md shows it: all that may be left out is. */
    @Test
    void tokensAreAcceptedWithTheirDefaults(@TempDir Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("tokens.yaml"), """
                version: 1
                providers: { sandbox: {} }
                chains:
                  default:
                    - access:
                        tokens:
                          issuer: https://login.example.com
                          audience: [sluice]
                          jwks: https://login.example.com/.well-known/jwks.json
                  capitals:
                    - access:
                        tokens:
                          issuer: https://login.example.com
                          audience: [sluice]
                          jwks: https://login.example.com/.well-known/jwks.json
                          algorithms: [RS256, EdDSA]
                """);

        assertThat(sluice("check", "--config", config.toString())).contains(" is right: ");
    }

    /** Where the config is may stand before and behind what is to be done. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys --config FILE create --name ci",
                "keys create --config FILE --name ci",
                "keys create --name ci -c FILE"
            })
    void commandsOfPluginsTakeTheConfigAnywhere(String typed, @TempDir Path folder) throws Exception {
        Path config = Files.writeString(
                folder.resolve("keys.yaml"),
                "version: 1\ndata: " + folder.resolve("data")
                        + "\nproviders: { sandbox: {} }\nchains: { default: [ access ] }\n");

        Said said = run(typed.replace("FILE", config.toString()).split(" "));

        assertThat(said.exit()).as(said.errors()).isZero();
        assertThat(said.output()).startsWith("sk-sluice-");
        assertThat(said.errors()).doesNotContain("Warning:");
    }

    @Test
    void aKeyThatNoChainAsksForIsMadeWithAWarning(@TempDir Path folder) throws Exception {
        Path config = Files.writeString(
                folder.resolve("keys.yaml"),
                "version: 1\ndata: " + folder.resolve("data") + "\nproviders: { sandbox: {} }\n");

        Said said = run("keys", "create", "--name", "ci", "--config", config.toString());

        assertThat(said.exit()).as(said.errors()).isZero();
        assertThat(said.errors()).contains("no chain of the config has the filter 'access'");
    }

    @Test
    void theCommittedSchemaIsTheOneThatThisDistributionPrints() throws Exception {
        assertThat(sluice("schema"))
                .as("conf/sluice.schema.json is stale: bin/sluice schema > conf/sluice.schema.json")
                .isEqualTo(Files.readString(SOURCES.resolve("conf/sluice.schema.json")));
    }

    @Test
    void theCommittedReferenceIsTheOneThatThisDistributionPrints() throws Exception {
        assertThat(sluice("schema", "--reference"))
                .as("docs/config.md is stale: bin/sluice schema --reference > docs/config.md")
                .isEqualTo(Files.readString(SOURCES.resolve("docs/config.md")));
    }

    /** What a command printed, and how it ended. */
    private record Said(int exit, String output, String errors) {}

    private static String sluice(String... arguments) throws IOException, InterruptedException {
        Said said = run(arguments);
        assertThat(said.exit()).as(said.errors()).isZero();
        return said.output();
    }

    private static Said run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(ROOT.resolve("bin/sluice").toString()));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("sluice-", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("SLUICE_JAVA", System.getProperty("java.home"));
        for (String key : List.of("OPENAI_API_KEY", "GROQ_API_KEY", "AZURE_OPENAI_API_KEY", "PG_PASSWORD")) {
            builder.environment().put(key, "unused");
        }
        builder.environment().put("SLUICE_TLS_CERTIFICATE", CERTIFICATE.certificatePath());
        builder.environment().put("SLUICE_TLS_KEY", CERTIFICATE.privateKeyPath());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        Said all = new Said(process.waitFor(), said, Files.readString(errors));
        Files.delete(errors);
        return all;
    }
}
