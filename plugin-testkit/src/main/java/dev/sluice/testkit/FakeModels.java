package dev.sluice.testkit;

import dev.sluice.api.Target;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.KeyStanding;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Models;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The models that a test says there are: aliases, {@code provider/model}, and facts. */
public final class FakeModels implements Models {
    private final Map<String, Alias> aliases = new LinkedHashMap<>();
    private final Map<Target, ModelFacts> facts = new LinkedHashMap<>();
    private final Set<String> providers = new TreeSet<>();
    private final Map<String, List<KeyStanding>> keys = new LinkedHashMap<>();

    /**
     * Adds an alias.
     *
     * @param alias replaces any of its name
     * @return this
     */
    public FakeModels with(Alias alias) {
        aliases.put(alias.name(), alias);
        alias.targets().forEach(target -> providers.add(target.provider()));
        return this;
    }

    /**
     * Says something of a target.
     *
     * @param target whose facts they are
     * @param known all that is known
     * @return this
     */
    public FakeModels with(Target target, ModelFacts known) {
        facts.put(target, known);
        providers.add(target.provider());
        return this;
    }

    /**
     * Gives a provider several keys.
     *
     * @param provider whose keys they are
     * @param standings how they stand
     * @return this
     */
    public FakeModels with(String provider, List<KeyStanding> standings) {
        keys.put(provider, List.copyOf(standings));
        providers.add(provider);
        return this;
    }

    /** {@inheritDoc} A bare name leads nowhere. */
    @Override
    public List<Target> candidates(Dialect dialect, String name) {
        int slash = name.indexOf('/');
        return alias(name)
                .map(Alias::targets)
                .orElseGet(() -> slash < 1
                        ? List.of()
                        : List.of(new Target(name.substring(0, slash), name.substring(slash + 1))));
    }

    @Override
    public Optional<Alias> alias(String name) {
        return Optional.ofNullable(aliases.get(name));
    }

    @Override
    public Collection<Alias> aliases() {
        return aliases.values();
    }

    /** {@inheritDoc} Those of the aliases and the facts. */
    @Override
    public Set<String> providers() {
        return providers;
    }

    @Override
    public ModelFacts facts(Target target) {
        return facts.getOrDefault(target, ModelFacts.NONE);
    }

    @Override
    public List<KeyStanding> keys(String provider) {
        return keys.getOrDefault(provider, List.of());
    }
}
