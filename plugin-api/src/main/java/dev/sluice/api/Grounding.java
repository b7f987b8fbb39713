package dev.sluice.api;

import io.vertx.core.Future;
import java.util.Set;

/**
 * What an answer should rest on: left on a call by the filter that lays documents before the model, for filters below it that
 * hold the answer against them.
 *
 * <p>{@code call.get(Grounding.KEY)} is null where no documents were laid before the model.
 */
@FunctionalInterface
public interface Grounding {

    /** Where it is found. */
    Key<Grounding> KEY = Key.of("retrieve.grounding", Grounding.class);

    /**
     * Gets ready to hold sentences against the documents.
     *
     * @return what does so; on the event loop of the caller, which it does not hold up
     */
    Future<Support> support();

    /**
     * How the documents were laid before the model: the texts of the messages that were added. What is in them was said by neither the
     * user nor the application.
     *
     * @return as they stand in the call's prompt; empty if they stand nowhere by themselves
     */
    default Set<String> texts() {
        return Set.of();
    }

    /**
     * What of such a text stands in documents, without what the filter has said around them: rules on what documents say are no rules on that.
     *
     * @param text one of {@link #texts}
     * @return as long as the text, each character in its place, with blanks in the place of what no document says
     */
    default String documents(String text) {
        return text;
    }

    /** How far documents support what is said. */
    @FunctionalInterface
    interface Support {

        /**
         * Scores a sentence.
         *
         * @param sentence one, or a few; what takes too long for an event loop is none
         * @return 0 if nothing supports it, 1 if the documents say so
         */
        double of(String sentence);
    }
}
