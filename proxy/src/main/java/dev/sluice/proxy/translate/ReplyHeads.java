package dev.sluice.proxy.translate;

import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header of a reply that was said in other words than it came in. */
final class ReplyHeads {

    private static final List<String> KEPT =
            List.of("retry-after", "retry-after-ms", "x-request-id", "request-id", "x-should-retry", "date");

    private ReplyHeads() {}

    /** With what means the same in every dialect, and a new media type. */
    static Headers of(Reply from, String type) {
        Headers to = Headers.of("content-type", type);
        for (String field : KEPT) {
            String value = from.headers().get(field);
            to = value == null ? to : to.with(field, value);
        }
        return to;
    }

    /** Of an error, which may say in its body when to come again. */
    static Headers ofError(Reply from, @Nullable Duration after) {
        Headers headers = of(from, "application/json");
        if (after == null || headers.contains("retry-after")) {
            return headers;
        }
        return headers.with("retry-after", Long.toString((after.toMillis() + 999) / 1000));
    }
}
