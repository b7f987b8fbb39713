package dev.sluice.plugins.route.choose;

import dev.sluice.api.Whole;
import org.jspecify.annotations.Nullable;

/** Looks whether a whole answer will do. */
@FunctionalInterface
public interface AnswerCheck {

    /** Any answer will do. */
    AnswerCheck NONE = answer -> null;

    /**
     * Looks at an answer.
     *
     * @param answer a success
     * @return what is wrong with it, a short phrase without anything it says; null if nothing is
     */
    @Nullable String fault(Whole answer);
}
