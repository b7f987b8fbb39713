package dev.sluice.proxy.server;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Objects;

/**
 * Refuses requests of which another server might read the end, or the host, elsewhere (RFC 9112, sections 3.2 and 6.3),
 * beyond what the codec refuses: what two servers read differently is how requests are smuggled.
 */
final class RequestFraming {

    private static final String TRANSFER_ENCODING = "transfer-encoding";
    private static final char DELETE = 0x7f;

    private RequestFraming() {}

    /**
     * Refuses it with a {@link CallError} if it is not what it seems.
     *
     * @param maxTarget longest path and query; the codec has seen to it where there is a request line
     */
    static void check(HttpServerRequest request, long maxTarget) {
        if (request.version() == HttpVersion.HTTP_2) {
            checkTarget(Objects.requireNonNullElse(request.uri(), ""), maxTarget);
        } else if (!isWellFramed(request)) {
            throw invalid("The request is not well-formed HTTP.");
        }
    }

    /** HTTP/2 frames it, whatever is in it; a provider would read it in a line. */
    private static void checkTarget(String target, long max) {
        if (target.length() > max) {
            throw Refusals.targetTooLong();
        }
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) <= ' ' || target.charAt(i) == DELETE) {
                throw invalid("Expected a path without spaces and controls, such as %20 for a space.");
            }
        }
    }

    private static CallError invalid(String message) {
        return CallError.of(Category.INVALID_REQUEST, "invalid_http", message);
    }

    private static boolean isWellFramed(HttpServerRequest request) {
        MultiMap fields = request.headers();
        int hosts = fields.getAll("host").size();
        boolean old = request.version() == HttpVersion.HTTP_1_0;
        return (hosts == 1 || (old && hosts == 0)) && !fields.contains("") && isChunkedOrPlain(fields, old);
    }

    private static boolean isChunkedOrPlain(MultiMap fields, boolean old) {
        List<String> codings = fields.getAll(TRANSFER_ENCODING);
        return codings.isEmpty()
                || (!old && codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked"));
    }

    /** Whether a body has ended because it is not well-formed, or its trailer is too large. */
    static boolean isBroken(HttpServerRequest request) {
        return request.decoderResult().isFailure();
    }

    /** What is wrong with a {@linkplain #isBroken broken} body; nothing comes behind it. */
    static CallError broken(HttpServerRequest request) {
        return InvalidRequest.error(request.decoderResult().cause()).withHeader("connection", "close");
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
}
