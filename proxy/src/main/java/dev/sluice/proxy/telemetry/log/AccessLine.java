package dev.sluice.proxy.telemetry.log;

import dev.sluice.api.Call;
import dev.sluice.api.Caller;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.proxy.telemetry.CallEnd;
import dev.sluice.proxy.telemetry.CallResult;
import dev.sluice.proxy.telemetry.WarningFields;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one line of the access log says.
 *
 * @param at when the call was over, in milliseconds since 1970
 * @param result what became of it
 * @param about what the chain knew of it; null if it was refused before
 * @param finishReason the dialect's own word; null if none came
 * @param usage null if nobody knows
 * @param cost in US dollars; null if nobody knows
 * @param costAssumed whether the cost is that of usual service for want of a price
 * @param warned what the client was warned of, in the header of the reply or too late for it
 */
record AccessLine(
        long at,
        String id,
        CallEnd.RequestLine request,
        int status,
        CallResult result,
        @Nullable String error,
        @Nullable About about,
        @Nullable String finishReason,
        @Nullable Usage usage,
        @Nullable BigDecimal cost,
        boolean costAssumed,
        CallEnd.Timing timing,
        long bytesOut,
        long chunks,
        WarningFields warned) {

    /**
     * What the chain knew of a call.
     *
     * @param model the one asked for
     * @param target where it was sent last; null if it never was
     */
    record About(
            String route,
            String operation,
            String model,
            boolean streamed,
            @Nullable Target target,
            String tenant,
            String key) {

        /** Who calls is known once a filter has found it out, which is after the call came. */
        static About of(Call call) {
            Caller caller = Objects.requireNonNullElse(call.journal().caller(), call.caller());
            return new About(
                    call.route(),
                    call.operation().label(),
                    call.model(),
                    call.streamed(),
                    call.journal().target(),
                    caller.tenant(),
                    caller.key());
        }
    }

    static AccessLine of(CallEnd end, long at) {
        Call call = end.call();
        return new AccessLine(
                at,
                end.id(),
                end.request(),
                end.status(),
                CallResult.of(end),
                end.error(),
                call == null ? null : About.of(call),
                end.outcome() == null ? null : end.outcome().finishReason(),
                end.outcome() == null ? null : end.outcome().usage(),
                end.outcome() == null ? null : end.outcome().cost(),
                end.outcome() != null && end.outcome().costAssumed(),
                end.timing(),
                end.bytesOut(),
                end.chunks(),
                call == null ? WarningFields.NONE : WarningFields.of(call.journal(), 0));
    }

    /** The path, without a query even if somebody left one on; cut where nobody reads on. */
    String path() {
        String path = request.path();
        int query = path.indexOf('?');
        return cut(query < 0 ? path : path.substring(0, query));
    }

    /** A text that a client chose, bounded. */
    static String cut(String text) {
        return text.length() <= 256 ? text : text.substring(0, 256) + "...";
    }
}
