package dev.sluice.proxy.server;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * Refuses requests of which another server might read the end elsewhere (RFC 9112, section 6.3), beyond what the codec
 * refuses: what two servers cut differently is how requests are smuggled.
 */
final class RequestFraming {

    private static final String TRANSFER_ENCODING = "transfer-encoding";

    private RequestFraming() {}

    static void check(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return;
        }
        List<String> codings = request.headers().getAll(TRANSFER_ENCODING);
        boolean chunked = codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
        if (!codings.isEmpty() && (!chunked || request.version() == HttpVersion.HTTP_1_0)) {
            throw malformed();
        }
    }

    /** Whether there is certainly nothing (more) to read of a request. */
    static boolean hasNoBody(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        return request.isEnded()
                || "0".equals(length)
                || (length == null
                        && request.version() != HttpVersion.HTTP_2
                        && !request.headers().contains(TRANSFER_ENCODING));
    }

    private static CallError malformed() {
        return CallError.of(Category.INVALID_REQUEST, "invalid_http", "The request is not well-formed HTTP.");
    }
}
