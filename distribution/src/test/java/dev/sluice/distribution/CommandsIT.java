package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the commands of an unpacked distribution say, with the plugins that it ships. */
class CommandsIT {

    private static final Path ROOT = Path.of(System.getProperty("sluice.distribution"));
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

    private static String sluice(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(ROOT.resolve("bin/sluice").toString()));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("sluice-", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("SLUICE_JAVA", System.getProperty("java.home"));
        for (String key : List.of("OPENAI_API_KEY", "GROQ_API_KEY", "AZURE_OPENAI_API_KEY")) {
            builder.environment().put(key, "unused");
        }
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        Files.delete(errors);
        return said;
    }
}
