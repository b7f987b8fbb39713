package dev.sluice.plugins.record;

import dev.sluice.api.Call;
import dev.sluice.api.Caller;
import dev.sluice.api.Headers;
import dev.sluice.api.Journal;
import dev.sluice.api.Masking;
import dev.sluice.api.Outcome;
import dev.sluice.api.Target;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Obj;
import dev.sluice.api.text.Channel;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call that has ended, on its way to the writer.
 *
 * @param call as it came to this place of the chain; its body is read through {@code request} only
 * @param began when it came here, by the time of day
 * @param request the body's bytes; null for an upload
 * @param document the body as a document, if a filter has asked for it already
 * @param ending how it ended
 * @param noted what the journal says
 */
record Entry(
        Call call,
        Instant began,
        @Nullable Buffer request,
        @Nullable Obj document,
        Ending ending,
        Noted noted) {

    private static final int OVERHEAD = 2048;

    /**
     * What the journal says.
     *
     * @param warned how many warnings there were, of which a journal keeps the first ones
     * @param target where the call was sent last, or would have been; null if that was open
     */
    record Noted(
            List<Journal.Entry> decisions,
            List<String> warnings,
            int warned,
            Map<String, Duration> filterTimes,
            Caller caller,
            @Nullable Target target,
            @Nullable Masking masking) {}

    /**
     * How a call ended.
     *
     * @param status of the reply, or of the error that came instead; null if neither did
     * @param firstByte since the call came; null if nothing came
     * @param total since the call came, to the moment when the client had everything
     * @param whole the reply, if it was whole
     * @param summary what a reply said of itself
     * @param cost of what it used, in US dollars; null where that is not known
     * @param costAssumed whether the cost is that of usual service for want of a price
     * @param spoken what a stream said
     */
    record Ending(
            Outcome.End end,
            @Nullable Throwable error,
            @Nullable Integer status,
            Headers headers,
            @Nullable Duration firstByte,
            Duration total,
            @Nullable Whole whole,
            @Nullable Summary summary,
            @Nullable BigDecimal cost,
            boolean costAssumed,
            @Nullable Spoken spoken) {}

    /**
     * What a stream said.
     *
     * @param bytes the length of all of it
     * @param texts by channel
     * @param events as they came; null unless they are kept
     * @param truncated whether more came than was kept
     */
    record Spoken(
            long bytes,
            Map<Channel, String> texts,
            @Nullable String events,
            boolean truncated) {

        private long size() {
            long texts = texts().values().stream().mapToLong(String::length).sum();
            return texts + (events == null ? 0 : events.length());
        }
    }

    /** About how much memory it holds, in bytes. */
    long size() {
        long asked = request == null ? 0 : request.length();
        long whole = ending.whole() == null ? 0 : ending.whole().body().length();
        long streamed = ending.spoken() == null ? 0 : ending.spoken().size();
        return OVERHEAD + asked + whole + streamed;
    }
}
