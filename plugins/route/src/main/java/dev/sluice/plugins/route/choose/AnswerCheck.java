package dev.sluice.plugins.route.choose;

import dev.sluice.api.Call;
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

    /**
     * Has the call ask for what the check looks at.
     *
     * @param call as the client sent it
     * @return as it is sent on
     */
    default Call prepare(Call call) {
        return call;
    }

    /**
     * Takes away what the client did not ask for.
     *
     * @param answer to the call that was prepared
     * @return to the call that was not
     */
    default Whole restore(Whole answer) {
        return answer;
    }
}
