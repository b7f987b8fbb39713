package dev.sluice.plugins.route;

import dev.sluice.api.Target;
import dev.sluice.api.config.Nearest;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.plugins.route.config.Cause;
import dev.sluice.plugins.route.config.RouteConfig;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds what no call could ever get: labels that no target has, windows that no answer fits into, larger ones that are not larger. */
final class Impossible {

    private final Models models;
    private final Set<Target> targets;
    private final CheckContext context;

    private Impossible(CheckContext context) {
        this.context = context;
        this.models = context.models();
        this.targets = new LinkedHashSet<>();
        models.aliases().forEach(alias -> targets.addAll(alias.targets()));
    }

    static void of(RouteConfig config, CheckContext context) {
        Impossible check = new Impossible(context);
        config.matchLabels().forEach(check::label);
        check.targets.forEach(check::window);
        check.larger(config.fallback().getOrDefault(Cause.CONTEXT_WINDOW.label(), List.of()));
    }

    /** Callers with a label that no target has would be refused, all of them. */
    private void label(String name) {
        Set<String> known = new TreeSet<>();
        targets.forEach(target -> known.addAll(models.facts(target).labels().keySet()));
        if (!targets.isEmpty() && !known.contains(name)) {
            context.problem(
                    "match-labels",
                    "no target of any model has the label '" + name + "' (labels: " + known
                            + "), so no caller who has it could be answered; give targets the label by models.NAME.facts.labels"
                            + Nearest.hint(name, known));
        }
    }

    private void window(Target target) {
        ModelFacts facts = models.facts(target);
        Long window = facts.contextWindow();
        Long output = facts.maxOutput();
        if (window != null && output != null && output > window) {
            context.modelProblem(
                    target.toString(),
                    "facts",
                    "the facts of " + target + " say that an answer may have " + output
                            + " tokens, and prompt and answer together " + window
                            + "; correct max-output or context-window");
        }
    }

    private void larger(List<String> names) {
        List<Target> there =
                names.stream().flatMap(name -> targets(name).stream()).toList();
        Optional<Long> largest = extreme(there, true);
        Optional<Long> smallest = extreme(targets, false);
        if (largest.isPresent() && smallest.isPresent() && largest.get() <= smallest.get()) {
            context.problem(
                    "fallback.context-window",
                    "none of " + names
                            + " has a larger window than the smallest of all models (" + smallest.get()
                            + " tokens), so no prompt could ever fit there that does not fit elsewhere; name one that has");
        }
    }

    private List<Target> targets(String name) {
        int slash = name.indexOf('/');
        return models.alias(name)
                .map(Alias::targets)
                .orElseGet(() -> slash < 1
                        ? List.of()
                        : List.of(new Target(name.substring(0, slash), name.substring(slash + 1))));
    }

    /** The largest window, or the smallest; empty unless all are known. */
    private Optional<Long> extreme(Iterable<Target> all, boolean largest) {
        Long found = null;
        for (Target target : all) {
            Long window = models.facts(target).contextWindow();
            if (window == null) {
                return Optional.empty();
            }
            found = found == null || (largest ? window > found : window < found) ? window : found;
        }
        return Optional.ofNullable(found);
    }
}
