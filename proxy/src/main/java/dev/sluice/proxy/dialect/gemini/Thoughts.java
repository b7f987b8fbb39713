package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code thinkingConfig}: models up to 2.5 take a budget of tokens and newer ones a level, and each refuses the other. Who turns
 * thinking on is shown it in most APIs; here it has to be asked for.
 *
 * @param model that is asked
 * @param losses takes what had to be said otherwise
 */
record Thoughts(String model, Losses losses) {
    private static final Set<String> LEVELS = Set.of("minimal", "low", "medium", "high");
    private static final String EFFORT = "reasoning_effort";

    @Nullable Obj write(Thinking thinking) {
        Obj.Builder config = Json.object();
        String effort = thinking.effort();
        if (Boolean.FALSE.equals(thinking.enabled()) || "none".equals(effort)) {
            config.put("thinkingBudget", 0);
            note(effort, "became a budget of 0");
        } else if (thinking.budget() != null) {
            config.put("thinkingBudget", thinking.budget());
            note(effort, "was left out, since a budget was given too");
        } else if (effort != null) {
            effort(effort, config);
        } else if (Boolean.TRUE.equals(thinking.enabled())) {
            config.put("thinkingBudget", -1);
        }
        shown(thinking.showing(), config);
        Obj written = config.build();
        return written.isEmpty() ? null : written;
    }

    private void effort(String effort, Obj.Builder config) {
        if (takesBudget()) {
            config.put("thinkingBudget", budget(effort));
            note(effort, "became a budget of tokens, which this model takes instead");
        } else if (LEVELS.contains(effort)) {
            config.put("thinkingLevel", effort);
        } else {
            config.put("thinkingLevel", "high");
            note(effort, "became high, the most that Gemini has");
        }
    }

    private boolean takesBudget() {
        return model.contains("gemini-2.");
    }

    /** Google's own figures for the efforts of OpenAI's API. */
    private static int budget(String effort) {
        return switch (effort) {
            case "minimal", "low" -> 1024;
            case "medium" -> 8192;
            default -> 24_576;
        };
    }

    private void shown(@Nullable String shown, Obj.Builder config) {
        if (shown != null) {
            config.put("includeThoughts", !shown.equals("none"));
            if (!shown.equals("none") && !shown.equals("auto")) {
                losses.mapped("reasoning.summary", "became a summary of the length that Gemini chooses");
            }
        }
    }

    private void note(@Nullable String effort, String reason) {
        if (effort != null) {
            losses.mapped(EFFORT, reason);
        }
    }
}
