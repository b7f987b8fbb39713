package dev.sluice.plugins.route.choose;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.model.ModelFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Leaves out targets that cannot do what a call asks for. What is not known of a target does not count against it. */
public final class Fitness {

    private final List<String> matchLabels;

    /**
     * Makes the check.
     *
     * @param matchLabels labels of which a target has to have the caller's value
     */
    public Fitness(List<String> matchLabels) {
        this.matchLabels = List.copyOf(matchLabels);
    }

    /**
     * Looks which targets fit.
     *
     * @param ask the call
     * @param candidates all that the call may go to
     * @return those that fit, in order, at least one
     * @throws CallError if none does; says which need was not met by which target
     */
    public List<Candidate> fitting(Ask ask, List<Candidate> candidates) {
        List<Candidate> fit = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            if (lacks(ask, candidate.state().facts()) == null) {
                fit.add(candidate);
            }
        }
        if (fit.isEmpty()) {
            throw noneFits(ask, candidates);
        }
        return fit;
    }

    /** What a target lacks for a call; null if nothing. */
    @Nullable String lacks(Ask ask, ModelFacts facts) {
        String label = labels(ask.call(), facts.labels());
        if (label != null) {
            return label;
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
            return "it takes in only " + new TreeSet<>(facts.input());
        }
        return null;
    }

    /** The body's length bounds the tokens, so most calls are not read for this. */
    private static @Nullable String window(Ask ask, ModelFacts facts) {
        Long window = facts.contextWindow();
        if (window != null && ask.roughTokens() > window / 2 && ask.promptTokens() + ask.maxOutput() > window) {
            return "its context window has " + window + " tokens";
        }
        return null;
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

    private CallError noneFits(Ask ask, List<Candidate> candidates) {
        StringBuilder message = new StringBuilder("No target of this model fits the call:");
        for (Candidate candidate : candidates) {
            message.append(' ')
                    .append(candidate.target())
                    .append(" does not, since ")
                    .append(lacks(ask, candidate.state().facts()))
                    .append(';');
        }
        message.setCharAt(message.length() - 1, '.');
        return CallError.of(CallError.Category.INVALID_REQUEST, "no_target_fits", message.toString())
                .withParam("model");
    }
}
