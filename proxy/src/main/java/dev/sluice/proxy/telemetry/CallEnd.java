package dev.sluice.proxy.telemetry;

import dev.sluice.api.Call;
import dev.sluice.api.Outcome;
import dev.sluice.api.Spent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a call that is over.
 *
 * @param id the call's id
 * @param call the call as the chain got it; null if it was refused before it could be read
 * @param request what was asked, for calls that never became one
 * @param status the status sent; 499 if the client left first
 * @param error the stable code of the error sent; null if none was
 * @param outcome how the reply ended; null if there was none
 * @param besides what attempts have used whose answers the client did not get
 * @param timing when what happened
 * @param bytesOut bytes of the reply's body, or of what the client was told in a session
 * @param chunks pieces in which a streamed reply was written, or frames of a session; 0 for a whole reply
 */
public record CallEnd(
        String id,
        @Nullable Call call,
        RequestLine request,
        int status,
        @Nullable String error,
        @Nullable Outcome outcome,
        List<Spent> besides,
        Timing timing,
        long bytesOut,
        long chunks) {

    /**
     * What was asked.
     *
     * @param method the HTTP method
     * @param path without the query
     * @param dialect the dialect's name; empty if the path is nobody's
     * @param endpoint the endpoint's name; empty if the path is nobody's
     */
    public record RequestLine(String method, String path, String dialect, String endpoint) {}

    /**
     * When what happened, in nanoseconds of one clock.
     *
     * @param started the request's header had come
     * @param head the reply's header was sent; 0 if it never was
     * @param ended the last byte was sent, or the client had left
     * @param overhead time until {@code head} in which no attempt was under way, in nanoseconds
     */
    public record Timing(long started, long head, long ended, long overhead) {

        /**
         * All of it.
         *
         * @return nanoseconds from start to end
         */
        public long total() {
            return ended - started;
        }

        /**
         * The time that the client waited for the reply to begin.
         *
         * @return nanoseconds from start to head; 0 if there was no head
         */
        public long untilHead() {
            return head == 0 ? 0 : head - started;
        }
    }
}
