package dev.sluice.plugins.record;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.Headers;
import dev.sluice.api.Masking;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.PromptLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Spells an entry as one line of JSON. Slow where bodies are large, so never on an event loop; keeps no state. */
final class RecordLine {

    private static final int VERSION = 1;

    private final RecordConfig config;
    private final Masks masks;

    RecordLine(RecordConfig config) {
        this.config = config;
        this.masks = new Masks(config.mask());
    }

    /** The line with its line feed. An entry that cannot be spelled leaves a line that says so, and nothing of its texts. */
    byte[] of(Entry entry) {
        Map<String, Object> line = identity(entry);
        try {
            Map<String, Object> rest = new LinkedHashMap<>();
            course(entry, rest);
            bodies(entry, rest);
            line.putAll(rest);
        } catch (RuntimeException e) {
            line.put("withheld", e.getClass().getSimpleName()); // Its message may hold what had to be masked.
        }
        return oneLine(Json.from(line));
    }

    /** Of the URI the path alone: some SDKs send their key in the query. */
    private static Map<String, Object> identity(Entry entry) {
        Call call = entry.call();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("v", VERSION);
        line.put("time", entry.began().toString());
        line.put("id", call.id());
        line.put("tenant", entry.noted().caller().tenant());
        line.put("key", entry.noted().caller().key());
        line.put("route", call.route());
        line.put("dialect", call.dialect().name());
        line.put("endpoint", call.endpoint().name());
        line.put("operation", call.operation().label());
        line.put("method", call.method().name());
        line.put("path", call.uri().split("\\?", 2)[0]);
        line.put("streamed", call.streamed());
        line.put("end", entry.ending().end().name().toLowerCase(Locale.ROOT));
        return line;
    }

    private void course(Entry entry, Map<String, Object> line) {
        Entry.Ending ending = entry.ending();
        line.put("model", entry.call().model());
        putIfPresent(line, "target", targetOf(entry.noted().target()));
        putIfPresent(line, "status", ending.status());
        putIfPresent(line, "error", error(ending.error()));
        putIfPresent(line, "first_byte_us", ending.firstByte() == null ? null : micros(ending.firstByte()));
        line.put("total_us", micros(ending.total()));
        Map<String, Object> times = new LinkedHashMap<>();
        entry.noted().filterTimes().forEach((filter, time) -> times.put(filter, micros(time)));
        line.put("filters_us", times);
        line.put(
                "decisions",
                entry.noted().decisions().stream().map(RecordLine::decision).toList());
        line.put("warnings", entry.noted().warnings());
        Masking masking = masks.after(entry.noted().masking());
        line.put("request_headers", headers(entry.call().headers(), masking));
        line.put("reply_headers", headers(ending.headers(), masking));
    }

    private void bodies(Entry entry, Map<String, Object> line) {
        Whole whole = entry.ending().whole();
        ReplyLens lens = entry.call().endpoint().replyLens();
        Obj json = whole == null || lens == null ? null : whole.json();
        Summary summary = json == null || lens == null ? entry.ending().summary() : lens.summary(json);
        summary(Objects.requireNonNullElse(summary, Summary.NONE), line);
        line.put("request", request(entry).toMap());
        if (whole != null) {
            line.put("reply", whole(entry, whole, json).toMap());
        } else if (entry.ending().spoken() != null) {
            line.put("reply", spoken(entry, entry.ending().spoken()).toMap());
        }
    }

    private Contents request(Entry entry) {
        Contents contents = contents(entry);
        PromptLens lens = entry.call().endpoint().promptLens();
        Buffer bytes = entry.request();
        if (bytes == null) {
            return contents;
        }
        contents.bytes(bytes.length());
        Obj body = config.request() == RecordConfig.Content.OFF || lens == null ? null : document(bytes);
        if (body != null && lens != null && isWhole(config.request(), bytes)) {
            contents.body(body);
        } else if (body != null && lens != null) {
            contents.prompt(lens, body);
        }
        return contents;
    }

    private Contents whole(Entry entry, Whole reply, @Nullable Obj json) {
        Contents contents = contents(entry).bytes(reply.body().length());
        ReplyLens lens = reply.endpoint().replyLens();
        if (config.reply() == RecordConfig.Content.OFF || json == null || lens == null) {
            return contents;
        }
        if (isWhole(config.reply(), reply.body())) {
            contents.body(json);
        } else {
            contents.reply(lens, json);
        }
        return contents;
    }

    private Contents spoken(Entry entry, Entry.Spoken spoken) {
        Contents contents = contents(entry).bytes(spoken.bytes());
        if (spoken.events() != null) {
            contents.events(spoken.events(), spoken.truncated());
        } else if (config.reply() != RecordConfig.Content.OFF) {
            contents.channels(spoken.texts(), spoken.truncated());
        }
        return contents;
    }

    private Contents contents(Entry entry) {
        return new Contents(masks.after(entry.noted().masking()), config.drop(), config.maxCharacters());
    }

    private boolean isWhole(RecordConfig.Content content, Buffer body) {
        return content == RecordConfig.Content.FULL && body.length() <= config.maxCharacters();
    }

    private static @Nullable Obj document(Buffer bytes) {
        try {
            return Json.parse(bytes) instanceof Obj object ? object : null;
        } catch (JsonSyntaxException e) {
            return null; // Its size is recorded, and that it was refused.
        }
    }

    private Map<String, Object> headers(Headers headers, Masking masking) {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (String name : config.headers()) {
            List<String> values = headers.all(name);
            if (!values.isEmpty()) {
                kept.put(name, masking.mask(String.join(", ", values)));
            }
        }
        return kept;
    }

    private static void summary(Summary summary, Map<String, Object> line) {
        putIfPresent(line, "answered_by", summary.model());
        putIfPresent(line, "finish_reason", summary.finishReason());
        putIfPresent(line, "usage", summary.usage() == null ? null : usage(summary.usage()));
    }

    private static Map<String, Object> usage(Usage usage) {
        Map<String, Object> spelled = new LinkedHashMap<>();
        spelled.put("input", usage.input());
        spelled.put("output", usage.output());
        spelled.put("cached_input", usage.cachedInput());
        spelled.put("cache_write", usage.cacheWrite());
        spelled.put("reasoning", usage.reasoning());
        spelled.put("estimated", usage.estimated());
        return spelled;
    }

    private static @Nullable Map<String, Object> error(@Nullable Throwable error) {
        return switch (error) {
            case null -> null;
            case CallError told -> Map.of("code", told.code(), "message", told.message());
            default -> Map.of("code", "internal", "message", error.getClass().getSimpleName());
        };
    }

    private static Map<String, Object> decision(Decision decision) {
        Map<String, Object> spelled = new LinkedHashMap<>();
        spelled.put("filter", decision.filter());
        spelled.put("action", decision.action());
        spelled.put("reason", decision.reason());
        return spelled;
    }

    private static @Nullable String targetOf(@Nullable Target target) {
        return target == null ? null : target.toString();
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1_000;
    }

    private static void putIfPresent(Map<String, Object> line, String name, @Nullable Object value) {
        if (value != null) {
            line.put(name, value);
        }
    }

    /** A body may be spelled over several lines. A line break in valid JSON is white space, so a blank says the same. */
    private static byte[] oneLine(Json json) {
        byte[] line = json.toBuffer().appendByte((byte) '\n').getBytes();
        for (int i = 0; i < line.length - 1; i++) {
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        return line;
    }
}
