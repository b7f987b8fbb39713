package dev.sluice.proxy.server;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * The client's side of a WebSocket's handshake (RFC 6455, section 4.2.1). Vert.x looks at it when the switch is made, which is after the
 * provider's socket has been opened, and paid for.
 */
final class SocketHandshake {

    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    private SocketHandshake() {}

    static boolean isBegun(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("upgrade"));
    }

    /** Refuses what cannot become a WebSocket. */
    static void check(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_1_1 || !RequestFraming.hasNoBody(request)) {
            throw wrong("a request of HTTP/1.1 without a body");
        }
        if (Arrays.stream(field(request, "connection").split(",", -1)).noneMatch(SocketHandshake::isUpgrade)) {
            throw wrong("'connection: upgrade'");
        }
        if (!field(request, "sec-websocket-version").equals(VERSION)) {
            throw error(Category.UPGRADE_REQUIRED, "'sec-websocket-version: " + VERSION + "'")
                    .withHeader("sec-websocket-version", VERSION)
                    .withHeader("upgrade", "websocket");
        }
        if (!isKey(field(request, "sec-websocket-key"))) {
            throw wrong("a sec-websocket-key of " + KEY_BYTES + " bytes in base64");
        }
        if (!isUri(request.uri())) {
            throw wrong("a path and a query whose special characters are escaped by '%'");
        }
    }

    private static String field(HttpServerRequest request, String name) {
        return Objects.requireNonNullElse(request.getHeader(name), "").strip();
    }

    private static boolean isUpgrade(String option) {
        return option.strip().equalsIgnoreCase("upgrade");
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isUri(String uri) {
        try {
            return !new URI(uri).isOpaque();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static CallError wrong(String expected) {
        return error(Category.INVALID_REQUEST, expected);
    }

    private static CallError error(Category category, String expected) {
        return CallError.of(
                category,
                "invalid_handshake",
                "Expected the handshake of a WebSocket to have " + expected + ", found it without.");
    }
}
