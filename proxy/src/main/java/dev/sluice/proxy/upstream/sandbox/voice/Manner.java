package dev.sluice.proxy.upstream.sandbox.voice;

import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.upstream.sandbox.model.Answer;
import io.vertx.core.buffer.Buffer;
import java.util.stream.Stream;

/** How one endpoint is answered. */
public sealed interface Manner {

    /** With what a model says. */
    non-sealed interface Tells extends Manner {

        /**
         * Spells a whole reply.
         *
         * @param ask what was asked
         * @param answer what every choice says
         * @return the body
         */
        Obj whole(Ask ask, Answer answer);

        /**
         * Spells a stream.
         *
         * @param ask what was asked
         * @param answer what every choice says
         * @return all of its events, made as they are pulled, in order
         */
        Stream<Beat<Event>> stream(Ask ask, Answer answer);

        /**
         * The stream's media type.
         *
         * @return as {@code content-type} says it
         */
        default String streamType() {
            return "text/event-stream";
        }
    }

    /** With what is worked out from the request alone; never streamed. */
    @FunctionalInterface
    non-sealed interface Computes extends Manner {

        /**
         * Answers.
         *
         * @param ask what was asked
         * @return the reply's body
         */
        Content compute(Ask ask);
    }

    /**
     * A body.
     *
     * @param type its media type
     * @param bytes not changed by anybody from now on
     */
    record Content(String type, Buffer bytes) {

        /**
         * A JSON body.
         *
         * @param json the document
         * @return the body
         */
        public static Content of(Obj json) {
            return new Content("application/json", json.toBuffer());
        }
    }
}
