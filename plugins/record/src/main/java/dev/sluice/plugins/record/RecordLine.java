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
            out.name(Field.WITHHELD).text(e.getClass().getSimpleName());
        }
        out.close('}').close('\n');
    }

    private static void identity(Entry entry, JsonOut out) {
        Call call = entry.call();
        out.name(Field.V).number(VERSION);
        out.name(Field.TIME).text(entry.began().toString());
        out.name(Field.ID).text(call.id());
        out.name(Field.TENANT).text(entry.noted().caller().tenant());
        out.name(Field.KEY).text(entry.noted().caller().key());
        out.name(Field.ROUTE).text(call.route());
        out.name(Field.DIALECT).text(call.dialect().name());
        out.name(Field.ENDPOINT).text(call.endpoint().name());
        out.name(Field.OPERATION).text(call.operation().label());
        out.name(Field.METHOD).text(call.method().name());
        out.name(Field.PATH).text(path(call.uri()));
        out.name(Field.STREAMED).truth(call.streamed());
        out.name(Field.END).text(word(entry.ending().end()));
    }

    /** Of the URI the path alone: some SDKs send their key in the query. */
    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private void course(Entry entry, JsonOut out) {
        Entry.Ending ending = entry.ending();
        Entry.Noted noted = entry.noted();
        out.name(Field.MODEL).text(entry.call().model());
        textIfPresent(Field.TARGET, targetOf(noted.target()), out);
        numberIfPresent(Field.STATUS, ending.status(), out);
        if (ending.error() != null) {
            error(ending.error(), out.name(Field.ERROR));
        }
        numberIfPresent(Field.FIRST_BYTE_US, ending.firstByte() == null ? null : micros(ending.firstByte()), out);
        out.name(Field.TOTAL_US).number(micros(ending.total()));
        out.name(Field.FILTERS_US).open('{');
        noted.filterTimes().forEach((filter, time) -> out.name(filter).number(micros(time)));
        out.close('}').name(Field.DECISIONS).open('[');
        noted.decisions().forEach(decision -> decision(decision, out));
        out.close(']').name(Field.WARNINGS).open('[');
        noted.warnings().forEach(out::text);
        out.close(']');
        some(Field.WARNINGS_LEFT_OUT, noted.warned() - noted.warnings().size(), out);
        Masking masking = masks.after(noted.masking());
        headers(entry.call().headers(), masking, out.name(Field.REQUEST_HEADERS));
        headers(ending.headers(), masking, out.name(Field.REPLY_HEADERS));
    }

    private void bodies(Entry entry, JsonOut out) {
        summary(entry.ending().summary(), out);
        if (entry.ending().cost() != null) {
            out.name(Field.COST_USD).number(entry.ending().cost());
        }
        if (entry.ending().costAssumed()) {
            out.name(Field.COST_ASSUMED).truth(true);
        }
        out.name(Field.REQUEST).open('{');
        request(entry, out);
        out.close('}');
        Whole whole = entry.ending().whole();
        Entry.Spoken spoken = entry.ending().spoken();
        if (whole != null) {
            out.name(Field.REPLY).open('{');
            whole(entry, whole, out);
            out.close('}');
        } else if (spoken != null) {
            out.name(Field.REPLY).open('{');
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
        out.name(Field.BYTES).number(bytes);
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
            textIfPresent(Field.ANSWERED_BY, summary.model(), out);
            textIfPresent(Field.FINISH_REASON, summary.finishReason(), out);
            if (summary.usage() != null) {
                usage(summary.usage(), out.name(Field.USAGE));
            }
        }
    }

    private static void usage(Usage usage, JsonOut out) {
        out.open('{').name(Field.INPUT).number(usage.input());
        out.name(Field.OUTPUT).number(usage.output());
        out.name(Field.CACHED_INPUT).number(usage.cachedInput());
        out.name(Field.CACHE_WRITE).number(usage.cacheWrite());
        out.name(Field.REASONING).number(usage.reasoning());
        some(Field.LONG_CACHE_WRITE, usage.longCacheWrite(), out);
        some(Field.AUDIO_INPUT, usage.audioInput(), out);
        some(Field.AUDIO_OUTPUT, usage.audioOutput(), out);
        some(Field.IMAGE_INPUT, usage.imageInput(), out);
        some(Field.IMAGE_OUTPUT, usage.imageOutput(), out);
        textIfPresent(Field.SERVICE_TIER, usage.tier().isEmpty() ? null : usage.tier(), out);
        out.name(Field.ESTIMATED).truth(usage.estimated());
        out.close('}');
    }

    /** What few calls have has a field only in theirs. */
    private static void some(Field kind, long count, JsonOut out) {
        if (count > 0) {
            out.name(kind).number(count);
        }
    }

    private static void error(Throwable error, JsonOut out) {
        boolean told = error instanceof CallError;
        out.open('{').name(Field.CODE).text(error instanceof CallError known ? known.code() : "internal");
        out.name(Field.MESSAGE)
                .text(
                        told
                                ? String.valueOf(error.getMessage())
                                : error.getClass().getSimpleName());
        out.close('}');
    }

    private static void decision(Journal.Entry entry, JsonOut out) {
        out.open('{').name(Field.AT_US).number(micros(entry.at()));
        out.name(Field.FILTER).text(entry.decision().filter());
        out.name(Field.ACTION).text(entry.decision().action());
        out.name(Field.REASON).text(entry.decision().reason());
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

    private static void textIfPresent(Field name, @Nullable String value, JsonOut out) {
        if (value != null) {
            out.name(name).text(value);
        }
    }

    private static void numberIfPresent(Field name, @Nullable Number value, JsonOut out) {
        if (value != null) {
            out.name(name).number(value.longValue());
        }
    }
}
