package dev.sluice.proxy.model;

import dev.sluice.api.Target;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.KeyStanding;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Models;
import dev.sluice.proxy.config.FactSettings;
import dev.sluice.proxy.usage.Tokenizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a config and the price list together know of models. */
public final class ModelBook implements Models {

    /** Nothing is known. */
    public static final ModelBook EMPTY =
            new ModelBook(Map.of(), Set.of(), Map.of(), Map.of(), PriceList.EMPTY, Served.NOTHING);

    private static final String ANY = "*";

    private final Map<String, Alias> aliases;
    private final Set<String> providers;
    private final Map<String, Account> accounts;
    private final Map<Target, ModelFacts> own;
    private final Set<Target> named;
    private final PriceList list;
    private final Served served;

    /**
     * What of a provider bears on its models.
     *
     * @param dialect that it speaks
     * @param preset whose list prices hold; a provider that has none is its own
     */
    public record Account(String dialect, String preset) {}

    /**
     * What only a generation that serves knows.
     *
     * @param names finds a name's targets, none if nobody has such a model
     * @param models those that a provider says it has
     * @param keys how the keys of a provider stand
     */
    private record Served(
            BiFunction<Dialect, String, List<Target>> names,
            Function<String, List<String>> models,
            Function<String, List<KeyStanding>> keys) {

        static final Served NOTHING =
                new Served((dialect, name) -> List.of(), provider -> List.of(), provider -> List.of());
    }

    private ModelBook(
            Map<String, Alias> aliases,
            Set<String> providers,
            Map<String, Account> accounts,
            Map<Target, ModelFacts> own,
            PriceList list,
            Served served) {
        this.aliases = aliases;
        this.providers = providers;
        this.accounts = accounts;
        this.own = own;
        this.named = new HashSet<>(own.keySet());
        aliases.values().forEach(alias -> named.addAll(alias.targets()));
        this.list = list;
        this.served = served;
    }

    /**
     * Puts a book together.
     *
     * @param aliases by name, in the order of the config
     * @param accounts the providers by name
     * @param facts what the config itself says of models; the model {@code *} stands for all of its provider's
     * @param list what it does not say
     * @return a book in which no name leads anywhere yet
     */
    public static ModelBook of(
            Map<String, Alias> aliases,
            Map<String, Account> accounts,
            Map<Target, FactSettings> facts,
            PriceList list) {
        Map<Target, ModelFacts> own = new LinkedHashMap<>();
        facts.forEach((target, settings) -> own.put(target, Facts.of(settings)));
        return new ModelBook(
                new LinkedHashMap<>(aliases), accounts.keySet(), Map.copyOf(accounts), own, list, Served.NOTHING);
    }

    /**
     * Knows of providers that are not served, too.
     *
     * @param names of all that the config names
     * @return a copy
     */
    public ModelBook among(Set<String> names) {
        return new ModelBook(aliases, Set.copyOf(names), accounts, own, list, served);
    }

    /**
     * Lets names lead somewhere.
     *
     * @param how finds a name's targets, none if nobody has such a model
     * @return a copy
     */
    public ModelBook resolving(BiFunction<Dialect, String, List<Target>> how) {
        return new ModelBook(aliases, providers, accounts, own, list, new Served(how, served.models(), served.keys()));
    }

    /**
     * Knows the models that providers list.
     *
     * @param how by the provider's name
     * @return a copy
     */
    public ModelBook listing(Function<String, List<String>> how) {
        return new ModelBook(aliases, providers, accounts, own, list, new Served(served.names(), how, served.keys()));
    }

    /**
     * Knows how keys stand.
     *
     * @param how by the provider's name
     * @return a copy
     */
    public ModelBook withKeys(Function<String, List<KeyStanding>> how) {
        return new ModelBook(aliases, providers, accounts, own, list, new Served(served.names(), served.models(), how));
    }

    @Override
    public List<Target> candidates(Dialect dialect, String name) {
        return served.names().apply(dialect, name);
    }

    @Override
    public Optional<Alias> alias(String name) {
        return Optional.ofNullable(aliases.get(name));
    }

    @Override
    public Collection<Alias> aliases() {
        return List.copyOf(aliases.values());
    }

    @Override
    public Set<String> providers() {
        return providers;
    }

    @Override
    public ModelFacts facts(Target target) {
        Account account = accounts.get(target.provider());
        if (account == null) {
            return ModelFacts.NONE;
        }
        ModelFacts facts = new ModelFacts(account.dialect(), null, null, Set.of(), null, null, Map.of(), null)
                .with(list.find(account.preset(), target.model()));
        return with(with(facts, own.get(new Target(target.provider(), ANY))), own.get(target));
    }

    @Override
    public long tokens(String model, List<String> texts) {
        return Tokenizer.SHARED.count(model, texts);
    }

    @Override
    public Optional<Target> known(Target target) {
        if (named.contains(target) || served.models().apply(target.provider()).contains(target.model())) {
            return Optional.of(target);
        }
        Account account = accounts.get(target.provider());
        return account == null
                ? Optional.empty()
                : Optional.ofNullable(list.name(account.preset(), target.model()))
                        .map(name -> new Target(target.provider(), name));
    }

    @Override
    public List<KeyStanding> keys(String provider) {
        return served.keys().apply(provider);
    }

    private static ModelFacts with(ModelFacts facts, @Nullable ModelFacts more) {
        return more == null ? facts : facts.with(more);
    }
}
