package dev.sluice.plugins.record;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.Journal;
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
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Spells an entry as one line of JSON. Slow where bodies are large, see {@link Speller}; keeps no state. */
final class RecordLine {

    private static final int VERSION = 1;

    private final RecordConfig config;
    private final Masks masks;
    private final List<CharSequence> headers; // Hashed once.

    RecordLine(RecordConfig config) {
        this.config = config;
        this.headers =
                config.headers().stream().map(HttpHeaders::createOptimized).toList();
        this.masks = new Masks(config.mask());
    }

    /** Writes a line with its line feed. An entry that cannot be spelled leaves one that says so, and nothing of its texts. */
    void write(Entry entry, JsonOut out) {
        identity(entry, out.open('{'));
        int known = out.length();
        try {
            course(entry, out);
            bodies(entry, out);
        } catch (RuntimeException e) { // Its message may hold what had to be masked.
            out.backTo(known);
            out.name("withheld").text(e.getClass().getSimpleName());
        }
        out.close('}').close('\n');
    }

    private static void identity(Entry entry, JsonOut out) {
        Call call = entry.call();
        out.name("v").number(VERSION);
        out.name("time").text(entry.began().toString());
        out.name("id").text(call.id());
        out.name("tenant").text(entry.noted().caller().tenant());
        out.name("key").text(entry.noted().caller().key());
        out.name("route").text(call.route());
        out.name("dialect").text(call.dialect().name());
        out.name("endpoint").text(call.endpoint().name());
        out.name("operation").text(call.operation().label());
        out.name("method").text(call.method().name());
        out.name("path").text(path(call.uri()));
        out.name("streamed").truth(call.streamed());
        out.name("end").text(word(entry.ending().end()));
    }

    /** Of the URI the path alone: some SDKs send their key in the query. */
    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private void course(Entry entry, JsonOut out) {
        Entry.Ending ending = entry.ending();
        Entry.Noted noted = entry.noted();
        out.name("model").text(entry.call().model());
        textIfPresent("target", targetOf(noted.target()), out);
        numberIfPresent("status", ending.status(), out);
        if (ending.error() != null) {
            error(ending.error(), out.name("error"));
        }
        numberIfPresent("first_byte_us", ending.firstByte() == null ? null : micros(ending.firstByte()), out);
        out.name("total_us").number(micros(ending.total()));
        out.name("filters_us").open('{');
        noted.filterTimes().forEach((filter, time) -> out.name(filter).number(micros(time)));
        out.close('}').name("decisions").open('[');
        noted.decisions().forEach(decision -> decision(decision, out));
        out.close(']').name("warnings").open('[');
        noted.warnings().forEach(out::text);
        out.close(']');
        some("warnings_left_out", noted.warned() - noted.warnings().size(), out);
        Masking masking = masks.after(noted.masking());
        headers(entry.call().headers(), masking, out.name("request_headers"));
        headers(ending.headers(), masking, out.name("reply_headers"));
    }

    private void bodies(Entry entry, JsonOut out) {
        summary(entry.ending().summary(), out);
        if (entry.ending().cost() != null) {
            out.name("cost_usd").number(entry.ending().cost());
        }
        if (entry.ending().costAssumed()) {
            out.name("cost_assumed").truth(true);
        }
        out.name("request").open('{');
        request(entry, out);
        out.close('}');
        Whole whole = entry.ending().whole();
        Entry.Spoken spoken = entry.ending().spoken();
        if (whole != null) {
            out.name("reply").open('{');
            whole(entry, whole, out);
            out.close('}');
        } else if (spoken != null) {
            out.name("reply").open('{');
            spoken(entry, spoken, out);
            out.close('}');
        }
    }

    private void request(Entry entry, JsonOut out) {
        PromptLens lens = entry.call().endpoint().promptLens();
        Buffer bytes = entry.request();
        if (bytes == null) {
            return;
        }
        Contents contents = contents(entry, bytes.length(), out);
        Obj body = config.request() == RecordConfig.Content.OFF || lens == null ? null : document(entry, bytes);
        if (body != null && lens != null && isWhole(config.request(), bytes)) {
            contents.body(body);
        } else if (body != null && lens != null) {
            contents.prompt(lens, body);
        }
        contents.end();
    }

    private void whole(Entry entry, Whole reply, JsonOut out) {
        Contents contents = contents(entry, reply.body().length(), out);
        ReplyLens lens = reply.endpoint().replyLens();
        Obj json = config.reply() == RecordConfig.Content.OFF || lens == null ? null : reply.json();
        if (json != null && lens != null && isWhole(config.reply(), reply.body())) {
            contents.body(json);
        } else if (json != null && lens != null) {
            contents.reply(lens, json);
        }
        contents.end();
    }

    private void spoken(Entry entry, Entry.Spoken spoken, JsonOut out) {
        Contents contents = contents(entry, spoken.bytes(), out);
        if (spoken.events() != null) {
            contents.events(spoken.events(), spoken.truncated());
        } else if (config.reply() != RecordConfig.Content.OFF) {
            contents.channels(spoken.texts(), spoken.truncated());
        }
        contents.end();
    }

    private Contents contents(Entry entry, long bytes, JsonOut out) {
        out.name("bytes").number(bytes);
        return new Contents(masks.after(entry.noted().masking()), config.drop(), config.maxCharacters(), out);
    }

    private boolean isWhole(RecordConfig.Content content, Buffer body) {
        return content == RecordConfig.Content.FULL && body.length() <= config.maxCharacters();
    }

    private static @Nullable Obj document(Entry entry, Buffer bytes) {
        if (entry.document() != null) {
            return entry.document();
        }
        try {
            return Json.parse(bytes) instanceof Obj object ? object : null;
        } catch (JsonSyntaxException e) {
            return null; // Its size is recorded, and that it was refused.
        }
    }

    private void headers(Headers from, Masking masking, JsonOut out) {
        out.open('{');
        for (CharSequence name : headers) {
            List<String> values = from.all(name);
            if (!values.isEmpty()) {
                out.name(name.toString()).text(masking.mask(String.join(", ", values)));
            }
        }
        out.close('}');
    }

    private static void summary(@Nullable Summary summary, JsonOut out) {
        if (summary != null) {
            textIfPresent("answered_by", summary.model(), out);
            textIfPresent("finish_reason", summary.finishReason(), out);
            if (summary.usage() != null) {
                usage(summary.usage(), out.name("usage"));
            }
        }
    }

    private static void usage(Usage usage, JsonOut out) {
        out.open('{').name("input").number(usage.input());
        out.name("output").number(usage.output());
        out.name("cached_input").number(usage.cachedInput());
        out.name("cache_write").number(usage.cacheWrite());
        out.name("reasoning").number(usage.reasoning());
        some("long_cache_write", usage.longCacheWrite(), out);
        some("audio_input", usage.audioInput(), out);
        some("audio_output", usage.audioOutput(), out);
        some("image_input", usage.imageInput(), out);
        some("image_output", usage.imageOutput(), out);
        textIfPresent("service_tier", usage.tier().isEmpty() ? null : usage.tier(), out);
        out.name("estimated").truth(usage.estimated());
        out.close('}');
    }

    /** What few calls have has a field only in theirs. */
    private static void some(String kind, long count, JsonOut out) {
        if (count > 0) {
            out.name(kind).number(count);
        }
    }

    private static void error(Throwable error, JsonOut out) {
        boolean told = error instanceof CallError;
        out.open('{').name("code").text(error instanceof CallError known ? known.code() : "internal");
        out.name("message")
                .text(
                        told
                                ? String.valueOf(error.getMessage())
                                : error.getClass().getSimpleName());
        out.close('}');
    }

    private static void decision(Journal.Entry entry, JsonOut out) {
        out.open('{').name("at_us").number(micros(entry.at()));
        out.name("filter").text(entry.decision().filter());
        out.name("action").text(entry.decision().action());
        out.name("reason").text(entry.decision().reason());
        out.close('}');
    }

    private static @Nullable String targetOf(@Nullable Target target) {
        return target == null ? null : target.toString();
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1_000;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void textIfPresent(String name, @Nullable String value, JsonOut out) {
        if (value != null) {
            out.name(name).text(value);
        }
    }

    private static void numberIfPresent(String name, @Nullable Number value, JsonOut out) {
        if (value != null) {
            out.name(name).number(value.longValue());
        }
    }
}
