package dev.sluice.proxy.telemetry.log;

import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The access log as JSON: what is not known is left out. */
final class JsonAccess implements AccessFormat {

    private final TimeOfDay clock = new TimeOfDay(
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC));

    @Override
    public void append(StringBuilder out, AccessLine line) {
        JsonLine json = new JsonLine(out)
                .field("time", clock.at(line.at()) + 'Z')
                .field("type", "access")
                .field("call_id", line.id())
                .field("method", line.request().method())
                .field("path", line.path())
                .field("status", line.status())
                .field("outcome", line.result().label())
                .field("error", line.error())
                .field("dialect", blankless(line.request().dialect()))
                .field("endpoint", blankless(line.request().endpoint()));
        about(json, line.about());
        numbers(json, line);
        json.end();
    }

    private static void about(JsonLine json, AccessLine.@Nullable About about) {
        if (about == null) {
            return;
        }
        Target target = about.target();
        json.field("route", about.route())
                .field("operation", about.operation())
                .field("model", blankless(AccessLine.cut(about.model())))
                .field("streamed", about.streamed())
                .field("target", target == null ? null : AccessLine.cut(target.toString()))
                .field("tenant", about.tenant())
                .field("key", blankless(about.key()));
    }

    private static void numbers(JsonLine json, AccessLine line) {
        json.millis("duration_ms", line.timing().total());
        if (line.timing().head() != 0) {
            json.millis("ttft_ms", line.timing().untilHead())
                    .field(
                            "overhead_us",
                            TimeUnit.NANOSECONDS.toMicros(line.timing().overhead()));
        }
        json.field("bytes_out", line.bytesOut())
                .field("chunks", line.chunks())
                .field("finish_reason", line.finishReason());
        usage(json, line.usage());
        if (line.cost() != null) {
            json.field("cost_usd", line.cost());
        }
        if (line.costAssumed()) {
            json.field("cost_assumed", true);
        }
        if (line.warned().count() > 0) {
            json.field("warnings", line.warned().count())
                    .field("warning_fields", line.warned().toString());
        }
    }

    private static void usage(JsonLine json, @Nullable Usage usage) {
        if (usage != null) {
            json.field("input_tokens", usage.input())
                    .field("output_tokens", usage.output())
                    .field("cached_input_tokens", usage.cachedInput());
            json.field("service_tier", blankless(usage.tier()));
            if (usage.estimated()) {
                json.field("estimated", true);
            }
        }
    }

    private static @Nullable String blankless(String text) {
        return text.isEmpty() ? null : text;
    }
}
