package dev.sluice.plugins.record;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.Journal;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Coding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been seen of one call so far. Lives on the call's event loop. */
final class Draft {

    private final Call call;
    private final RecordConfig config;
    private final Timers timers;
    private final Instant began;
    private Outcome.End end = Outcome.End.CANCELLED; // Until something else is known: nobody waited for it.
    private @Nullable Throwable error;
    private @Nullable Whole whole;
    private @Nullable Streamed streamed;
    private @Nullable StreamTap tap;
    private @Nullable Summary summary;
    private @Nullable BigDecimal cost;
    private boolean costAssumed;
    private @Nullable Duration firstByte;

    Draft(Call call, RecordConfig config, Timers timers) {
        this.call = call;
        this.config = config;
        this.timers = timers;
        this.began = timers.now();
    }

    Reply watch(Reply reply) {
        return switch (reply) {
            case Whole all -> arrived(all);
            case Streamed stream -> tapped(stream);
        };
    }

    void failed(Throwable failure) {
        error = failure;
        boolean cancelled = failure instanceof CallError told && told.category() == CallError.Category.CANCELLED;
        end = cancelled ? Outcome.End.CANCELLED : Outcome.End.FAILED;
    }

    /** All that was seen, for the writer; the journal is copied, since it may go on. */
    Entry entry() {
        Journal journal = call.journal();
        Entry.Noted noted = new Entry.Noted(
                journal.timeline(),
                List.copyOf(journal.warnings()),
                journal.warned(),
                new LinkedHashMap<>(journal.filterTimes()),
                journal.caller() == null ? call.caller() : journal.caller(),
                journal.target() == null ? call.target() : journal.target(),
                journal.masking());
        Body.Bytes body = call.body() instanceof Body.Bytes all ? all : null;
        return new Entry(
                call, began, body == null ? null : body.bytes(), body == null ? null : body.parsed(), ending(), noted);
    }

    private Whole arrived(Whole all) {
        whole = all;
        firstByte = sinceStart();
        return all.onEnd(this::ended);
    }

    private Reply tapped(Streamed stream) {
        RecordConfig.Content kept = kept();
        Streamed seen = kept != RecordConfig.Content.OFF && isReadable(stream) ? stream.readable() : stream;
        StreamTap watching = new StreamTap(seen, kept, config.maxCharacters(), () -> firstByte = sinceStart());
        streamed = seen;
        tap = watching;
        return watching.reply().onEnd(this::ended);
    }

    private static boolean isReadable(Streamed stream) {
        String coding = stream.headers().get("content-encoding");
        return coding == null || Coding.isKnown(coding);
    }

    /** Patterns do not find what is cut by the borders of events, so of a stream that has secrets the texts are kept. */
    private RecordConfig.Content kept() {
        boolean hides = config.hides() || call.journal().masking() != null;
        boolean full = config.reply() == RecordConfig.Content.FULL;
        return full && hides ? RecordConfig.Content.TEXT : config.reply();
    }

    private void ended(Outcome outcome) {
        end = outcome.end();
        error = outcome.error();
        summary = new Summary(outcome.model(), outcome.finishReason(), outcome.usage());
        cost = outcome.cost();
        costAssumed = outcome.costAssumed();
    }

    private Entry.Ending ending() {
        return new Entry.Ending(
                end,
                error,
                status(),
                replyHeaders(),
                firstByte,
                sinceStart(),
                whole,
                summary,
                cost,
                costAssumed,
                spoken());
    }

    private @Nullable Integer status() {
        if (error instanceof CallError told && streamed == null) {
            return told.status();
        }
        return whole != null ? Integer.valueOf(whole.status()) : streamed != null ? streamed.status() : null;
    }

    private Headers replyHeaders() {
        return whole != null ? whole.headers() : streamed != null ? streamed.headers() : Headers.empty();
    }

    private Entry.@Nullable Spoken spoken() {
        return tap == null ? null : tap.spoken();
    }

    private Duration sinceStart() {
        return Duration.ofNanos(timers.nanoTime() - call.startedAt());
    }
}
