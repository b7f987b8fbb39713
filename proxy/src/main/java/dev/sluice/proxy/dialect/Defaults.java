package dev.sluice.proxy.dialect;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Tools;
import org.jspecify.annotations.Nullable;

/** Knows what happens anyway: a field that asks for just that loses nothing where a dialect has no word for it. */
public final class Defaults {

    private Defaults() {}

    /**
     * Notes a field that is left out.
     *
     * @param losses takes it, unless nothing was said
     * @param field its name, perhaps with where it stood
     * @param value what it said; null if nothing
     * @param reason why it was left out
     */
    public static void lose(Losses losses, String field, @Nullable Object value, String reason) {
        if (value != null && isUsual(field, value)) {
            losses.usual(field);
        } else if (value != null) {
            losses.add(field, reason);
        }
    }

    /** Notes whether an answer is to be held to its schema, where every one is. */
    public static void strictAnyway(Losses losses, String field, @Nullable Boolean strict) {
        if (Boolean.TRUE.equals(strict)) {
            losses.usual(field);
        } else if (strict != null) {
            losses.mapped(field, "is always true here");
        }
    }

    /** Notes which tool was to be called where there are none. */
    public static void choiceOfNone(Losses losses, Tools tools) {
        if (tools.choice() instanceof Tools.Choice.Required || tools.choice() instanceof Tools.Choice.Named) {
            losses.add("tool_choice", "says nothing without tools, and was left out");
        } else if (tools.choice() != null || tools.parallel() != null) {
            losses.usual("tool_choice");
        }
    }

    private static boolean isUsual(String field, Object value) {
        return switch (field.substring(field.lastIndexOf('.') + 1)) {
            case "frequency_penalty", "presence_penalty" -> value.equals(0.0);
            case "n" -> value.equals(1);
            case "parallel_tool_calls" -> value.equals(true);
            case "strict" -> value.equals(false);
            case "tool_choice" -> value instanceof Tools.Choice.Auto;
            case "response_format" -> value instanceof Output.Format.Words;
            case "service_tier" -> value.equals("auto") || value.equals("default");
            case "verbosity" -> value.equals("medium");
            default -> false;
        };
    }
}
