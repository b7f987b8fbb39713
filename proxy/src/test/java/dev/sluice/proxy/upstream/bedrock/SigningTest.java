package dev.sluice.proxy.upstream.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.stream.Sources;
import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import dev.sluice.proxy.dialect.bedrock.BedrockDialect;
import dev.sluice.proxy.upstream.HttpProviders;
import dev.sluice.proxy.upstream.Origin;
import dev.sluice.proxy.upstream.Outgoing;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class SigningTest {

    private static final BedrockDialect DIALECT = new BedrockDialect();

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private static ProviderSettings settings(String yaml) {
        return ConfigDocument.parse("test.yaml", yaml, Environment.of(Map.of(), Map.of()))
                .bind(ProviderSettings.class);
    }

    private Signing signing(String token) {
        String session = token.isEmpty() ? "" : ", session-token: " + token;
        AwsCredentialsIdentity key =
                AccessKey.of(settings("{access-key-id: AKID, secret-access-key: SECRET" + session + "}"));
        return new Signing(key, "us-east-1", vertx);
    }

    private static Outgoing outgoing(Body body) {
        String uri = "/model/us.anthropic.c-v1%3A0/converse";
        Call call = Call.builder(DIALECT, DIALECT.chatEndpoint())
                .request(HttpMethod.POST, uri)
                .body(body)
                .build();
        MultiMap fields = MultiMap.caseInsensitiveMultiMap()
                .set("host", "bedrock-runtime.us-east-1.amazonaws.com")
                .set("content-type", "application/json")
                .set("authorization", "AWS4-HMAC-SHA256 Credential=the-clients-own")
                .set("x-amz-security-token", "the-clients-own");
        Origin origin = Origin.of(URI.create("https://bedrock-runtime.us-east-1.amazonaws.com"), Map.of());
        return new Outgoing(call, origin, uri, fields, body);
    }

    @Test
    void signsWhatLeavesInPlaceOfTheClientsSignature() {
        Outgoing signed =
                signing("").prepare(outgoing(Body.of(Buffer.buffer("{}")))).result();

        assertThat(signed.fields().get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKID/")
                .contains("/us-east-1/bedrock/aws4_request", "SignedHeaders=content-type;host;x-amz-")
                .doesNotContain("the-clients-own", "SECRET");
        assertThat(signed.fields().get("x-amz-date")).matches("[0-9]{8}T[0-9]{6}Z");
        assertThat(signed.fields().contains("x-amz-security-token")).isFalse();
        assertThat(signed.fields().getAll("host")).containsExactly("bedrock-runtime.us-east-1.amazonaws.com");
    }

    @Test
    void aSessionSendsItsToken() {
        Outgoing signed =
                signing("TOKEN").prepare(outgoing(Body.of(Buffer.buffer("{}")))).result();

        assertThat(signed.fields().get("x-amz-security-token")).isEqualTo("TOKEN");
        assertThat(signed.fields().get("authorization")).contains("x-amz-security-token");
    }

    @Test
    void largeBodiesAreHashedElsewhere() {
        Body large = Body.of(Buffer.buffer(new byte[1 << 20]));

        Outgoing signed = signing("").prepare(outgoing(large)).await();

        assertThat(signed.fields().get("authorization")).contains("Signature=");
    }

    @Test
    void whatIsStreamedThroughCannotBeSigned() {
        Body upload = new Body.Upload(Sources.of(List.of()), -1);

        assertThat(signing("").prepare(outgoing(upload)).cause())
                .isInstanceOfSatisfying(
                        CallError.class, e -> assertThat(e.code()).isEqualTo("not_signable"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "region: us-east-1 | expected access-key-id and secret-access-key, or an api-key",
                "{region: us-east-1, access-key-id: a} | expected access-key-id and secret-access-key, or an api-key",
                "{access-key-id: a, secret-access-key: b} | expected a region, such as us-east-1",
                "{region: evil.example.com/, api-key: k} | expected a region, such as us-east-1"
            })
    void saysWhatIsMissing(String yaml, String message) {
        ProviderSettings settings = settings(yaml);

        assertThatThrownBy(() -> HttpProviders.check("bedrock", settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{region: us-east-1, access-key-id: a, secret-access-key: b}",
                "{region: us-east-1, api-key: k}",
                "{base-url: 'http://127.0.0.1:1', api-key: k}",
                "{region: us-east-1, credentials: client}"
            })
    void acceptsWhatIsEnough(String yaml) {
        HttpProviders.check("bedrock", settings(yaml));
    }

    @Test
    void aRegionHasItsHost() {
        BedrockKind kind = new BedrockKind();

        assertThat(Objects.requireNonNull(kind.baseUrl("bedrock", settings("region: eu-west-1"))))
                .hasToString("https://bedrock-runtime.eu-west-1.amazonaws.com");
        assertThat(Objects.requireNonNull(kind.baseUrl("bedrock", settings("region: cn-north-1"))))
                .hasToString("https://bedrock-runtime.cn-north-1.amazonaws.com.cn");
    }
}
