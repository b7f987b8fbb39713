package dev.sluice.plugins.route.rules;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.plugins.route.choose.Ask;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What expressions know of a call. Credentials are not among it. */
final class Variables {

    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-goog-api-key");

    private Variables() {}

    static Map<String, Object> of(Ask ask, Instant now) {
        Call call = ask.call();
        ZonedDateTime time = now.atZone(ZoneOffset.UTC);
        return Map.of(
                "model", call.model(),
                "operation", call.operation().label(),
                "streamed", call.streamed(),
                "caller",
                        Map.of(
                                "tenant", call.caller().tenant(),
                                "key", call.caller().key(),
                                "labels", call.caller().labels()),
                "headers", headers(call.headers()),
                "prompt", prompt(ask),
                "time",
                        Map.of(
                                "hour", (long) time.getHour(),
                                "minute", (long) time.getMinute(),
                                "weekday", (long) time.getDayOfWeek().getValue()));
    }

    private static Map<String, Object> prompt(Ask ask) {
        List<String> media = ask.modalities().stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
        return Map.of(
                "tokens", ask.promptTokens(),
                "max_output", ask.maxOutput(),
                "media", media,
                "tools", ask.hasTools(),
                "schema", ask.hasSchema());
    }

    private static Map<String, String> headers(Headers headers) {
        Map<String, String> fields = new HashMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!CREDENTIALS.contains(lower)) {
                fields.putIfAbsent(lower, value);
            }
        });
        return fields;
    }
}
