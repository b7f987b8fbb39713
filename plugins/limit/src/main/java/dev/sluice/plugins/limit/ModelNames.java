package dev.sluice.plugins.limit;

import dev.sluice.api.Call;
import dev.sluice.api.Target;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.Models;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which model a call is of, by whatever name it was asked for: the target that it comes to, as limits of money have it. One target has many
 * names, and a limit must not be got round by another of them, nor a count be made up by making up a name.
 */
final class ModelNames {

    /** What names that nobody knows are counted under, for each provider that takes them. */
    private static final String ANY = "*";

    private final Models models;
    private final Set<String> named;

    /**
     * Prepares to tell models apart.
     *
     * @param models what the config and the price list know
     * @param named what limits themselves are for, or lead to: known by that
     */
    ModelNames(Models models, Set<String> named) {
        this.models = models;
        this.named = Set.copyOf(named);
    }

    /** The name of a call's count: bounded in number, whatever clients ask for. */
    String counted(Call call) {
        Target first = first(call);
        if (first == null || first.model().isEmpty()) {
            return "";
        }
        Target known = known(first);
        return (known == null ? new Target(first.provider(), ANY) : known).toString();
    }

    /** Whether a limit that is for a model of this name is for a call. */
    boolean isOf(Call call, String name) {
        Target first = first(call);
        return call.model().equals(name) || (first != null && leads(asked(call), first, name));
    }

    /** Whether a limit that is for a model of this name is for calls that ask for an alias. */
    boolean isOf(Alias alias, String name) {
        return alias.name().equals(name) || leads(alias, alias.targets().getFirst(), name);
    }

    /** Whether calls that a limit of a model of this name is for all have one count by their model. */
    boolean isOne(String name) {
        return models.alias(name).map(alias -> alias.members().size() == 1).orElseGet(() -> isTarget(name));
    }

    /**
     * Whether a call leads to a model. An alias is no more than its first target to another alias, which an operator made on purpose; but
     * whoever asks for one of its targets itself has gone round it.
     *
     * @param asked the alias that the call asks for; null if it asks for a target
     */
    private boolean leads(@Nullable Alias asked, Target first, String name) {
        Alias alias = models.alias(name).orElse(null);
        if (alias != null) {
            List<Target> targets =
                    asked == null ? alias.targets() : List.of(alias.targets().getFirst());
            return targets.contains(first) || targets.contains(knownOr(first));
        }
        return isTarget(name)
                ? name.equals(first.toString()) || name.equals(knownOr(first).toString())
                : name.equals(first.model()) || name.equals(knownOr(first).model());
    }

    private @Nullable Alias asked(Call call) {
        return models.alias(call.model())
                .filter(alias -> alias.targets().equals(call.candidates()))
                .orElse(null);
    }

    private boolean isTarget(String name) {
        int slash = name.indexOf('/');
        return slash > 0 && models.providers().contains(name.substring(0, slash));
    }

    private Target knownOr(Target target) {
        Target known = known(target);
        return known == null ? target : known;
    }

    private @Nullable Target known(Target target) {
        boolean isNamed = named.contains(target.toString()) || named.contains(target.model());
        return isNamed ? target : models.known(target).orElse(null);
    }

    /** Where a call goes first, whatever has become of earlier attempts of it; null if it leads nowhere. */
    private static @Nullable Target first(Call call) {
        if (call.target() != null) {
            return call.target();
        }
        return call.candidates().isEmpty() ? null : call.candidates().getFirst();
    }
}
