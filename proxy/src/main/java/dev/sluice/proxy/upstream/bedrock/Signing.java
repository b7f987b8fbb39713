package dev.sluice.proxy.upstream.bedrock;

import dev.sluice.api.Body;
import dev.sluice.api.CallError;
import dev.sluice.proxy.upstream.Account;
import dev.sluice.proxy.upstream.Origin;
import dev.sluice.proxy.upstream.Outgoing;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests as they leave (AWS Signature Version 4), so after filters have changed them. Of the header only the fields
 * that no hop may change are signed.
 */
final class Signing implements Account {

    /** Hashing more takes longer than an event loop may wait. */
    private static final int MAX_ON_LOOP = 64 << 10;

    private static final String SERVICE = "bedrock";
    private static final List<String> CLIENTS_OWN =
            List.of("authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256");

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final AwsCredentialsIdentity key;
    private final String region;
    private final Vertx vertx;

    /**
     * Prepares to sign.
     *
     * @param key the account's
     * @param region where it is used
     * @param vertx has workers for large bodies
     */
    Signing(AwsCredentialsIdentity key, String region, Vertx vertx) {
        this.key = key;
        this.region = region;
        this.vertx = vertx;
    }

    @Override
    public Future<Outgoing> prepare(Outgoing request) {
        if (!(request.body() instanceof Body.Bytes body)) {
            return Future.failedFuture(CallError.of(
                    CallError.Category.INVALID_REQUEST,
                    "not_signable",
                    "Expected a path whose requests are known, as they have to be signed whole, found another."));
        }
        CLIENTS_OWN.forEach(request.fields()::remove);
        SdkHttpRequest unsigned = unsigned(request);
        if (body.bytes().length() <= MAX_ON_LOOP) {
            return Future.succeededFuture(written(sign(unsigned, body.bytes()), request));
        }
        return vertx.executeBlocking(() -> sign(unsigned, body.bytes()), false)
                .map(signed -> written(Objects.requireNonNull(signed), request));
    }

    @Override
    public boolean authenticates() {
        return true;
    }

    private static SdkHttpRequest unsigned(Outgoing request) {
        Origin origin = request.origin();
        String scheme = origin.ssl() ? "https://" : "http://";
        SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.call().method().name()))
                .uri(URI.create(scheme + origin.authority() + origin.uri(request.uri())))
                .putHeader("host", origin.authority());
        String type = request.fields().get("content-type");
        if (type != null) {
            unsigned.putHeader("content-type", type);
        }
        return unsigned.build();
    }

    private SignedRequest sign(SdkHttpRequest unsigned, Buffer body) {
        return signer.sign(asked -> asked.identity(key)
                .request(unsigned)
                .payload(ContentStreamProvider.fromByteArrayUnsafe(body.getBytes()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    }

    private static Outgoing written(SignedRequest signed, Outgoing request) {
        MultiMap fields = request.fields();
        for (Map.Entry<String, List<String>> field : signed.request().headers().entrySet()) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (!name.equals("content-length")) {
                fields.set(name, field.getValue());
            }
        }
        return request;
    }
}
