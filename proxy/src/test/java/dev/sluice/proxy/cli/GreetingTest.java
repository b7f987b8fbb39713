package dev.sluice.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.boot.Bootstrap;
import dev.sluice.proxy.boot.PluginFolder;
import dev.sluice.proxy.boot.Served;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads when Sluice has started. */
@SuppressWarnings("removal") // No other way makes a certificate without a file in the repository.
class GreetingTest {

    @TempDir
    Path folder;

    @Test
    void saysWhatToPasteAndWhatWasLeftOut() throws IOException {
        Served served = serve("listen: 127.0.0.1:0");
        try {
            List<String> lines = Greeting.of(served, Bootstrap.dialects());

            assertThat(lines)
                    .contains("  OpenAI              http://127.0.0.1:" + served.port() + "/v1")
                    .contains("  Admin and metrics   http://127.0.0.1:" + served.adminPort())
                    .contains("  Providers           sandbox")
                    .contains("  Left out            groq (SURELY_NOT_SET not set)");
        } finally {
            served.stop();
        }
    }

    @Test
    void namesTheBaseUrlOfEverySdkThatIsServed() throws IOException {
        Served served = serve("listen: 127.0.0.1:0");
        String origin = "http://127.0.0.1:" + served.port();
        try {
            List<String> lines = Greeting.of(served, Bootstrap.dialects());

            assertThat(lines)
                    .containsSubsequence(
                            "Base URLs for SDKs:",
                            "  OpenAI              " + origin + "/v1",
                            "  Anthropic           " + origin,
                            "  AWS Bedrock         " + origin,
                            "  Google Gemini       " + origin,
                            "  Ollama              " + origin,
                            "  Cohere              " + origin);
        } finally {
            served.stop();
        }
    }

    @Test
    void namesAnAddressThatCanBeAskedAndTheRightScheme() throws IOException {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
        Served served = serve("listen: 0.0.0.0:0, access: open, tls: { certificate: '" + certificate.certificatePath()
                + "', key: '" + certificate.privateKeyPath() + "' }");
        try {
            assertThat(Greeting.of(served, Bootstrap.dialects()))
                    .contains("  OpenAI              https://127.0.0.1:" + served.port() + "/v1");
        } finally {
            served.stop();
            certificate.delete();
        }
    }

    @Test
    void offersTheSandboxToWhoHasNoKey() throws IOException {
        Served served = serve("listen: 127.0.0.1:0");
        try {
            assertThat(Greeting.of(served, Bootstrap.dialects()))
                    .contains("Try it, no key needed:")
                    .anyMatch(line -> line.contains("\"model\":\"sandbox/echo\""));
        } finally {
            served.stop();
        }
    }

    @Test
    void saysThatAKeyIsNeededWhereItIs() throws IOException {
        PluginFolder.access()
                .writeTo(Files.createDirectories(folder.resolve("plugins")).resolve("access.jar"));
        Served served = serve("listen: 127.0.0.1:0", "providers: { sandbox: {} }\nchains: { default: [access] }");
        try {
            assertThat(Greeting.of(served, Bootstrap.dialects()))
                    .contains("Try it with a key of yours:", "    -H 'authorization: Bearer YOUR_KEY' \\");
        } finally {
            served.stop();
        }
    }

    @Test
    void offersAModelOfTheConfigWhereThereIsNoSandbox() throws IOException {
        Served served = serve("listen: 127.0.0.1:0", """
                providers: { here: { dialect: openai, base-url: "http://127.0.0.1:1", api-key: none } }
                models: { smart: { targets: [{ provider: here, model: large }] } }
                """);
        try {
            assertThat(Greeting.of(served, Bootstrap.dialects()))
                    .anyMatch(line -> line.contains("\"model\":\"smart\""));
        } finally {
            served.stop();
        }
    }

    @Test
    void offersNothingThatCannotWork() throws IOException {
        Served served = serve("listen: 127.0.0.1:0", """
                providers: { here: { dialect: openai, base-url: "http://127.0.0.1:1", api-key: none } }
                """);
        try {
            assertThat(Greeting.of(served, Bootstrap.dialects())).noneMatch(line -> line.startsWith("Try it"));
        } finally {
            served.stop();
        }
    }

    private Served serve(String server) throws IOException {
        return serve(server, "providers: { sandbox: {}, groq: { api-key: \"${SURELY_NOT_SET}\", optional: true } }");
    }

    private Served serve(String server, String rest) throws IOException {
        Path file = Files.writeString(folder.resolve("sluice.yaml"), """
                version: 1
                server: { %s }
                admin: { listen: 127.0.0.1:0 }
                %s
                """.formatted(server, rest));
        return Bootstrap.serve(new Bootstrap.Place(file, folder, null));
    }
}
