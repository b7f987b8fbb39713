package dev.sluice.plugins.route.choose;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.TargetRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Leaves out targets that cannot do what a call asks for. What is not known of a target does not count against it. */
public final class Fitness {

    private static final String SANDBOX = "sandbox";

    private final List<String> matchLabels;

    /**
     * Makes the check.
     *
     * @param matchLabels labels of which a target has to have the caller's value
     */
    public Fitness(List<String> matchLabels) {
        this.matchLabels = List.copyOf(matchLabels);
    }

    /** Those that fit, in order; perhaps none. */
    List<Candidate> those(Ask ask, List<Candidate> candidates) {
        List<Candidate> fit = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            if (lacks(ask, candidate) == null) {
                fit.add(candidate);
            }
        }
        return fit;
    }

    /**
     * Looks only at labels and at what filters above want, which hold also where nothing else is checked.
     *
     * @return those that these allow, in order, at least one
     * @throws CallError if they allow none
     */
    List<Candidate> allowed(Ask ask, List<Candidate> candidates) {
        List<Candidate> allowed = candidates.stream()
                .filter(candidate -> isAllowed(ask.call(), candidate))
                .toList();
        if (allowed.isEmpty()) {
            throw noneFits(ask, candidates);
        }
        return allowed;
    }

    /** Whether the caller's labels, and filters above, allow a target. */
    boolean isAllowed(Call call, Candidate candidate) {
        return denied(call, candidate) == null;
    }

    /** What a target lacks for a call; null if nothing. */
    @Nullable String lacks(Ask ask, Candidate candidate) {
        ModelFacts facts = candidate.facts();
        String barred = bars(ask, candidate);
        if (barred != null) {
            return barred;
        }
        String window = window(ask, facts);
        if (window != null) {
            return window;
        }
        if (Boolean.FALSE.equals(facts.tools()) && ask.hasTools()) {
            return "it calls no tools";
        }
        if (Boolean.FALSE.equals(facts.jsonSchema()) && ask.hasSchema()) {
            return "it cannot be held to a JSON Schema";
        }
        if (!facts.input().isEmpty() && !facts.input().containsAll(ask.modalities())) {
            return "it takes in only " + new TreeSet<>(facts.input()) + ", and the call brings "
                    + new TreeSet<>(ask.modalities());
        }
        return null;
    }

    /** Whether its window is too small for a call that it could take otherwise, as far as labels and dialects go. */
    boolean isTooSmall(Ask ask, Candidate candidate) {
        return bars(ask, candidate) == null && window(ask, candidate.facts()) != null;
    }

    /** What no window could mend. */
    private @Nullable String bars(Ask ask, Candidate candidate) {
        String denied = denied(ask.call(), candidate);
        if (denied != null) {
            return denied;
        }
        String dialect = candidate.facts().dialect();
        return speaks(ask.call(), dialect)
                ? null
                : "it speaks the dialect " + dialect + ", into which "
                        + ask.call().endpoint().name() + " cannot be translated";
    }

    /** Chats are translated; the sandbox speaks every dialect. */
    private static boolean speaks(Call call, String dialect) {
        if (dialect.isEmpty()
                || dialect.equals(SANDBOX)
                || dialect.equals(call.dialect().name())) {
            return true;
        }
        ReplyLens lens = call.endpoint().replyLens();
        return lens != null && lens.chat() != null;
    }

    /** The body's length bounds the tokens, so most calls are not read for this. */
    private static @Nullable String window(Ask ask, ModelFacts facts) {
        Long window = facts.contextWindow();
        if (window == null || ask.roughTokens() <= window / 2) {
            return null;
        }
        long needed = ask.promptTokens() + ask.maxOutput();
        return needed > window
                ? "its context window has " + window + " tokens, and the call needs some " + needed
                : null;
    }

    /** What holds on every way out: the caller's labels, and what filters above want. */
    private @Nullable String denied(Call call, Candidate candidate) {
        String label = labels(call, candidate.facts().labels());
        TargetRule rule = label == null ? call.get(TargetRule.KEY) : null;
        return rule == null ? label : rule.lacks(candidate.target(), candidate.facts());
    }

    private @Nullable String labels(Call call, Map<String, String> have) {
        for (String name : matchLabels) {
            String wanted = call.caller().labels().get(name);
            if (wanted != null && !wanted.equals(have.get(name))) {
                return "its " + name + " is not the caller's";
            }
        }
        return null;
    }

    /** Says which need was not met by which target. */
    CallError noneFits(Ask ask, List<Candidate> candidates) {
        StringBuilder message = new StringBuilder("No target of this model fits the call:");
        for (Candidate candidate : candidates) {
            message.append(' ')
                    .append(candidate.target())
                    .append(" does not, since ")
                    .append(lacks(ask, candidate))
                    .append(';');
        }
        message.setCharAt(message.length() - 1, '.');
        return CallError.of(CallError.Category.INVALID_REQUEST, "no_target_fits", message.toString())
                .withParam("model");
    }
}
