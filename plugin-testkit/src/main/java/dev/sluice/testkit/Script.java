package dev.sluice.testkit;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What a {@link ScriptedUpstream} does with one attempt. */
public sealed interface Script {
    /**
     * Answers with a text: whole or streamed, as the call asks, and in its shape.
     *
     * @param text all of it, one event
     * @return the script; see {@link Says} for what can be changed of it
     */
    static Says says(String text) {
        return says(List.of(text));
    }

    /**
     * Answers with a text in pieces.
     *
     * @param pieces an event each; put together where the call asks for a whole reply
     * @return the script
     */
    static Says says(List<String> pieces) {
        return new Says(200, pieces, Says.End.COMPLETES, Duration.ZERO, Duration.ZERO, List::copyOf);
    }

    /**
     * Answers with an error, whole.
     *
     * @param status 400 to 599
     * @return the script
     */
    static Script status(int status) {
        return new Says(status, List.of("no"), Says.End.COMPLETES, Duration.ZERO, Duration.ZERO, List::copyOf);
    }

    /**
     * Fails before there is a reply.
     *
     * @param error why
     * @return the script
     */
    static Script fails(CallError error) {
        return new Fails(error);
    }

    /**
     * Cannot be reached.
     *
     * @return a script that fails with {@link CallError.Category#UPSTREAM}
     */
    static Script refuses() {
        return fails(CallError.of(CallError.Category.UPSTREAM, "refused", "The upstream refused the connection."));
    }

    /**
     * Never answers; after the upstream's deadline the attempt fails with {@link CallError.Category#TIMEOUT}.
     *
     * @return the script
     */
    static Script silent() {
        return new Silent();
    }

    /**
     * Answers with a reply that the test makes.
     *
     * @param reply made from the call as it arrived
     * @return the script
     */
    static Script replies(Function<Call, Reply> reply) {
        return new Replies(reply);
    }

    /** See {@link #fails}. */
    record Fails(CallError error) implements Script {}

    /** See {@link #silent}. */
    record Silent() implements Script {}

    /** See {@link #replies}. */
    record Replies(Function<Call, Reply> reply) implements Script {}

    /**
     * See {@link #says(List)}.
     *
     * @param status the HTTP status; an error is always whole
     * @param pieces of the text
     * @param end what comes after the last piece; unless it completes, there is no whole reply
     * @param delay until the reply begins
     * @param pace until each chunk that is asked for comes
     * @param cut how the bytes of the stream are cut into chunks; one chunk an event as it stands
     */
    record Says(
            int status, List<String> pieces, End end, Duration delay, Duration pace, UnaryOperator<List<Buffer>> cut)
            implements Script {
        public Says {
            pieces = List.copyOf(pieces);
        }

        /** How the stream goes on after the pieces. */
        public enum End {
            /** With the events that end it as it should. */
            COMPLETES,
            /** The upstream breaks off. */
            BREAKS,
            /** Nothing comes any more, until the upstream's deadline. */
            STALLS
        }

        /**
         * Breaks off after the pieces; before the reply, if the call asks for a whole one.
         *
         * @return a copy
         */
        public Says thenBreaks() {
            return new Says(status, pieces, End.BREAKS, delay, pace, cut);
        }

        /**
         * Falls silent after the pieces; before the reply, if the call asks for a whole one.
         *
         * @return a copy
         */
        public Says thenStalls() {
            return new Says(status, pieces, End.STALLS, delay, pace, cut);
        }

        /**
         * Takes its time before the reply begins.
         *
         * @param time how much
         * @return a copy
         */
        public Says after(Duration time) {
            return new Says(status, pieces, end, time, pace, cut);
        }

        /**
         * Takes its time for each chunk.
         *
         * @param time from when it is asked for
         * @return a copy
         */
        public Says every(Duration time) {
            return new Says(status, pieces, end, delay, time, cut);
        }

        /**
         * Cuts the bytes of the stream anew.
         *
         * @param chunks from one chunk an event to any other chunks of the same bytes: see {@link Cuts}
         * @return a copy
         */
        public Says cut(UnaryOperator<List<Buffer>> chunks) {
            return new Says(status, pieces, end, delay, pace, chunks);
        }
    }
}
