package dev.sluice.proxy.upstream.vertex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Operation;
import dev.sluice.api.Usage;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls to Vertex AI, whose token endpoint runs here. */
class VertexKindTest {

    private static final String BODY = "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}";
    private static final String PATH = "/v1beta/models/gemini-2.5-flash:generateContent";
    private static KeyPair keys;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    private ProxyHarness before(FakeProvider provider, FakeProvider tokens) throws IOException {
        Path file = folder.resolve("account.json");
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        Files.writeString(
                file,
                Json.object(
                                "type", "service_account",
                                "project_id", "my-project",
                                "private_key_id", "key-1",
                                "private_key", pem,
                                "client_email", "sluice@my-project.iam.gserviceaccount.com",
                                "token_uri", "http://127.0.0.1:" + tokens.port() + "/token")
                        .toString());
        return ProxyHarness.of("""
                version: 1
                server: {listen: '127.0.0.1:0'}
                providers:
                  vertex: {base-url: 'http://127.0.0.1:%d', region: europe-west4, credentials-file: '%s'}
                """.formatted(provider.port(), file));
    }

    private static FakeProvider tokens(String token, int seconds) throws IOException {
        return FakeProvider.answering(
                FakeProvider.json(Json.object("access_token", token, "expires_in", seconds, "token_type", "Bearer")
                        .toString()));
    }

    @Test
    void aServiceAccountProvesItselfAndItsTokenGoesAlong() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(FakeProvider.json("{}"));
                FakeProvider tokens = tokens("ya29.fresh", 3600);
                ProxyHarness proxy = before(provider, tokens)) {
            Message reply = proxy.call(ProxyHarness.post(PATH, BODY, "x-goog-api-key: the-clients"));

            assertThat(reply.status()).isEqualTo(200);
            Message sent = provider.requests().getFirst();
            assertThat(sent.line())
                    .isEqualTo("POST /v1beta1/projects/my-project/locations/europe-west4/publishers/google"
                            + "/models/gemini-2.5-flash:generateContent HTTP/1.1");
            assertThat(sent.all("authorization")).containsExactly("Bearer ya29.fresh");
            assertThat(sent.head()).doesNotContain("the-clients");
            assertThat(sent.body()).isEqualTo(BODY);
            assertSigned(tokens.requests().getFirst().body());
        }
    }

    private static void assertSigned(String form) throws GeneralSecurityException {
        assertThat(form).startsWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=");
        String[] jwt = URLDecoder.decode(form.substring(form.lastIndexOf('=') + 1), StandardCharsets.UTF_8)
                .split("\\.", -1);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
        String claims = new String(Base64.getUrlDecoder().decode(jwt[1]), StandardCharsets.UTF_8);
        assertThat(claims).contains("\"iss\":\"sluice@my-project.iam.gserviceaccount.com\"", "cloud-platform");
    }

    /** AI Studio's paths for vectors do not exist there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/embeddings                                   | {"model":"vertex/text-embedding-005","input":["a","b"],"dimensions":2}
            /v1beta/models/text-embedding-005:batchEmbedContents | {"requests":[{"content":{"parts":[{"text":"a"}]},"outputDimensionality":2},{"content":{"parts":[{"text":"b"}]},"outputDimensionality":2}]}
            """)
    void vectorsArePredicted(String path, String body) throws IOException {
        String predictions = """
                {"predictions":[{"embeddings":{"values":[0.5,1],"statistics":{"token_count":3,"truncated":false}}},
                {"embeddings":{"values":[2,3],"statistics":{"token_count":4,"truncated":false}}}]}""";
        try (FakeProvider provider = FakeProvider.answering(FakeProvider.json(predictions));
                FakeProvider tokens = tokens("ya29.fresh", 3600);
                ProxyHarness proxy = before(provider, tokens)) {
            Message reply = proxy.call(ProxyHarness.post(path, body));

            Message sent = provider.requests().getFirst();
            assertThat(sent.line())
                    .isEqualTo("POST /v1beta1/projects/my-project/locations/europe-west4/publishers/google"
                            + "/models/text-embedding-005:predict HTTP/1.1");
            assertThat(sent.body())
                    .isEqualTo("{\"instances\":[{\"content\":\"a\"},{\"content\":\"b\"}],"
                            + "\"parameters\":{\"outputDimensionality\":2}}");
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(reply.body()).contains("[0.5,1]", "[2,3]");
            proxy.awaitQuiet();
            assertThat(proxy.meter().ended().getFirst().outcome())
                    .satisfies(told -> assertThat(told.usage()).isEqualTo(Usage.of(7, 0)));
        }
    }

    @Test
    void noEndpointForVectorsIsAskedForThatAiStudioAloneHas() {
        Set<String> lacks =
                Objects.requireNonNull(new VertexKind().presets().get("vertex")).lacks();

        assertThat(Dialects.builtIn().all().stream()
                        .filter(dialect -> dialect.name().equals("gemini"))
                        .flatMap(dialect -> dialect.endpoints().stream())
                        .filter(endpoint -> endpoint.operation() == Operation.EMBEDDINGS)
                        .filter(endpoint -> !endpoint.path().contains("/publishers/"))
                        .map(Endpoint::name))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(lacks).contains(name));
    }

    @Test
    void aRequestToPredictPassesAsItIs() throws IOException {
        String body = "{\"instances\": [{\"content\":\"a\",\"x\":1.0}]}";
        String path = "/v1beta1/projects/x/locations/y/publishers/google/models/text-embedding-005:predict";
        try (FakeProvider provider = FakeProvider.answering(FakeProvider.json("{}"));
                FakeProvider tokens = tokens("ya29.fresh", 3600);
                ProxyHarness proxy = before(provider, tokens)) {
            Message reply = proxy.call(ProxyHarness.post(path, body));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(provider.requests().getFirst().body()).isEqualTo(body);
        }
    }

    @Test
    void oneTokenServesManyCalls() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(FakeProvider.json("{}"));
                FakeProvider tokens = tokens("ya29.fresh", 3600);
                ProxyHarness proxy = before(provider, tokens)) {
            for (int i = 0; i < 3; i++) {
                proxy.call(ProxyHarness.post(PATH, BODY));
            }

            assertThat(provider.requests()).hasSize(3);
            assertThat(tokens.requests()).hasSize(1);
        }
    }

    @Test
    void aTokenThatIsAboutToExpireIsReplaced() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(FakeProvider.json("{}"));
                FakeProvider tokens = tokens("ya29.short", 10);
                ProxyHarness proxy = before(provider, tokens)) {
            proxy.call(ProxyHarness.post(PATH, BODY));
            proxy.call(ProxyHarness.post(PATH, BODY));

            assertThat(tokens.requests()).hasSize(2);
        }
    }

    @Test
    void withoutATokenNothingIsSentAndNothingLeaks() throws IOException {
        String refusal = "{\"error\":\"invalid_grant\",\"error_description\":\"secret-detail\"}";
        try (FakeProvider provider = FakeProvider.answering(FakeProvider.json("{}"));
                FakeProvider tokens = FakeProvider.answering(
                        "HTTP/1.1 400 Bad Request\r\ncontent-length: " + refusal.length() + "\r\n\r\n" + refusal);
                ProxyHarness proxy = before(provider, tokens)) {
            Message reply = proxy.call(ProxyHarness.post(PATH, BODY));

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.body()).contains("\"status\":\"UNAVAILABLE\"", "credentials-file");
            assertThat(reply.body()).doesNotContain("secret-detail");
            assertThat(provider.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models/m:generateContent, /v1/projects/p/locations/eu/publishers/google/models/m:generateContent",
        "/v1beta1/projects/x/locations/y/publishers/google/models/m:countTokens,"
                + " /v1beta1/projects/p/locations/eu/publishers/google/models/m:countTokens",
        "/v1beta/cachedContents?pageSize=1, /v1beta1/projects/p/locations/eu/cachedContents?pageSize=1",
        "/v1beta1/projects/x/locations/y/cachedContents/7, /v1beta1/projects/p/locations/eu/cachedContents/7",
    })
    void theProjectIsAlwaysTheAccounts(String asked, String expected) {
        assertThat(new PublisherPaths("p", "eu").of(asked)).isEqualTo(expected);
    }

    @Test
    void whatIsWrongWithAFileIsSaidWithoutWhatIsInIt() throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad.json"),
                "{\"type\":\"service_account\",\"client_email\":\"a@b\",\"private_key\":\"very-secret\"}");

        assertThatThrownBy(() -> CredentialsFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RSA")
                .hasMessageNotContaining("very-secret");
    }
}
