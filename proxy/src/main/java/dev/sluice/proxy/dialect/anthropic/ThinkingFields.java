package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.EffortBudgets;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes how much the model shall think.
 *
 * <p>Models up to the 4.5 generation think within a budget of tokens; later ones as they see fit, led by an effort, and
 * refuse a budget. So the model's name decides which of the two an effort becomes.
 */
public final class ThinkingFields {

    private ThinkingFields() {}

    static Thinking read(Fields fields, Fields config) {
        Obj object = fields.object("thinking");
        Fields thinking = Fields.of(object == null ? Json.object().build() : object, "thinking", fields.losses());
        Boolean enabled = switch (thinking.text("type")) {
            case "enabled", "adaptive" -> Boolean.TRUE;
            case "disabled" -> Boolean.FALSE;
            case null -> null;
            default -> {
                fields.losses().add("thinking.type", "is not known to this version and was left out");
                yield null;
            }
        };
        String shown = switch (thinking.text("display")) {
            case "omitted" -> "none";
            case "summarized" -> Boolean.TRUE.equals(enabled) ? null : "auto";
            case null, default -> null;
        };
        Thinking read = new Thinking(enabled, config.text("effort"), thinking.integer("budget_tokens"), shown);
        thinking.rest();
        return read;
    }

    /** Whether a request asks for thinking. */
    public static boolean isWanted(Thinking thinking) {
        boolean refused = Boolean.FALSE.equals(thinking.enabled()) || "none".equals(thinking.effort());
        boolean asked =
                Boolean.TRUE.equals(thinking.enabled()) || thinking.effort() != null || thinking.budget() != null;
        return asked && !refused;
    }

    /**
     * The budget that a request asks for, by its number or by its effort.
     *
     * @param thinking wanted
     * @return tokens, at least as many as the API takes
     */
    static int budget(Thinking thinking) {
        Integer given = thinking.budget();
        return Math.max(
                EffortBudgets.LEAST, given == null ? EffortBudgets.tokens(Texts.orEmpty(thinking.effort())) : given);
    }

    /**
     * Whether a request may ask for thinking, if it does: the API refuses it where a tool is forced, and before results of calls that
     * were made without it.
     */
    public static boolean mayThink(ChatRequest request, Losses losses) {
        if (!isWanted(request.thinking())) {
            return true;
        }
        Tools.Choice choice = request.tools().choice();
        if (choice instanceof Tools.Choice.Required || choice instanceof Tools.Choice.Named) {
            losses.add("thinking", "was turned off, as a call of a tool is forced");
            return false;
        }
        if (Claude.of(request.model()).isBudgeted() && !signedItsCalls(request)) {
            losses.add("thinking", "was turned off, as the calls of tools so far came without it");
            return false;
        }
        return true;
    }

    private static boolean signedItsCalls(ChatRequest request) {
        for (int i = request.turns().size() - 1; i >= 0; i--) {
            Turn turn = request.turns().get(i);
            if (turn.role() == Role.ASSISTANT) {
                boolean calls = turn.parts().stream().anyMatch(ChatPart.ToolCall.class::isInstance);
                return !calls || turn.parts().stream().anyMatch(ThinkingFields::isProof);
            }
        }
        return true;
    }

    private static boolean isProof(ChatPart part) {
        return part instanceof ChatPart.RedactedReasoning
                || (part instanceof ChatPart.Reasoning reasoning && reasoning.signature() != null);
    }

    /** The word for whether to think; null if nothing is to be said. */
    public static @Nullable Obj write(Thinking thinking, String model, int maxTokens, Losses losses) {
        if (!isWanted(thinking)) {
            return refused(thinking, losses);
        }
        if (!Claude.of(model).isBudgeted()) {
            if (thinking.budget() != null) {
                losses.add("thinking.budget_tokens", "was left out: this model thinks as much as it sees fit");
            }
            if (thinking.enabled() == null) {
                losses.mapped("thinking", "was turned on, as the effort asks for it");
            }
            return shown(Json.object("type", "adaptive"), thinking.showing(), losses);
        }
        int budget = Math.min(budget(thinking), maxTokens - 1);
        if (budget < EffortBudgets.LEAST) {
            losses.add("thinking", "was turned off: it takes at least 1024 tokens, and max_tokens leaves fewer");
            return null;
        }
        Integer given = thinking.budget();
        if (given != null && given != budget) {
            losses.mapped("thinking.budget_tokens", "became " + budget + ", to lie between 1024 and max_tokens");
        }
        return shown(Json.object("type", "enabled", "budget_tokens", budget), thinking.shown(), losses);
    }

    private static @Nullable Obj refused(Thinking thinking, Losses losses) {
        boolean byEffort = "none".equals(thinking.effort());
        if (thinking.showing() != null && !"none".equals(thinking.showing())) {
            losses.add("reasoning.summary", "was left out: there is none of thinking that nobody asked for");
        }
        if (byEffort) {
            losses.mapped("reasoning_effort", "became thinking that is turned off");
        }
        return byEffort || Boolean.FALSE.equals(thinking.enabled()) ? Json.object("type", "disabled") : null;
    }

    private static Obj shown(Obj word, @Nullable String shown, Losses losses) {
        return switch (shown) {
            case null -> word;
            case "none" -> word.with("display", "omitted");
            case "auto" -> word.with("display", "summarized");
            default -> {
                losses.mapped("reasoning.summary", "became a summary of the provider's choice");
                yield word.with("display", "summarized");
            }
        };
    }

    /** The word for the effort; null if it says nothing to the model. */
    public static @Nullable String effort(Thinking thinking, String model, Losses losses) {
        String effort = thinking.effort();
        if (effort == null || effort.equals("none")) {
            return null;
        }
        if (Claude.of(model).isBudgeted() && !model.contains("opus-4-5")) {
            losses.mapped("reasoning_effort", "became a budget of tokens, as this model takes one");
            return null;
        }
        if (effort.equals("minimal")) {
            losses.mapped("reasoning_effort", "became low, the least that there is");
            return "low";
        }
        return effort;
    }
}
