package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Thinking;
import dev.sluice.proxy.dialect.EffortBudgets;
import org.jspecify.annotations.Nullable;

/** Says in a word how much a model shall think. */
final class Efforts {

    private Efforts() {}

    /** The word; null if nothing was said. */
    static @Nullable String of(Thinking thinking, String field, Losses losses) {
        if (thinking.effort() != null) {
            if (thinking.enabled() != null || thinking.budget() != null) {
                losses.mapped(
                        field,
                        "says only the effort: whether to think at all, and how long, have no field of their own");
            }
            return known(thinking.effort(), field, losses);
        }
        if (thinking.budget() != null && !Boolean.FALSE.equals(thinking.enabled())) {
            String word = EffortBudgets.effort(thinking.budget());
            losses.mapped(
                    field, "is '" + word + "' in the place of a budget of tokens, which OpenAI's models do not take");
            return word;
        }
        if (thinking.enabled() != null) {
            String word = thinking.enabled() ? "medium" : "none";
            losses.mapped(field, "is '" + word + "' in the place of thinking that is switched on or off");
            return word;
        }
        return null;
    }

    private static String known(String effort, String field, Losses losses) {
        if (effort.equals("max")) {
            losses.mapped(field, "is 'xhigh' in the place of 'max', which OpenAI's models do not know");
            return "xhigh";
        }
        return effort;
    }
}
