package dev.sluice.api.model;

import dev.sluice.api.Target;
import dev.sluice.api.dialect.Dialect;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The models of a generation: looks up what a name stands for, and what is known of a target. */
public interface Models {

    /**
     * Where a name leads, as it would for a client.
     *
     * @param dialect whose own provider a bare name goes to
     * @param name an alias, {@code provider/model}, or a provider's own name for a model
     * @return in the order of the config; empty if nobody has such a model
     */
    List<Target> candidates(Dialect dialect, String name);

    /**
     * One alias.
     *
     * @param name as the config has it
     * @return empty if there is none of that name
     */
    Optional<Alias> alias(String name);

    /**
     * All aliases.
     *
     * @return in the order of the config
     */
    Collection<Alias> aliases();

    /**
     * The providers that there are, to tell a name that leads nowhere from one that does.
     *
     * @return as the config names them, those among them that are left out for want of their variables
     */
    Set<String> providers();

    /**
     * What is known of a target. Made from tables at each call: cheap, but worth keeping where it is asked for often.
     *
     * @param target of any provider, of any model
     * @return {@link ModelFacts#NONE} if nothing is
     */
    ModelFacts facts(Target target);

    /**
     * The model that a target is, if the config or the price list knows it: for whoever keeps something for each model, since clients can
     * make up names without end.
     *
     * @param target of any provider, of any model
     * @return the target itself if the config names it, or its provider lists it; by the price list's name for it if that has it, or one of
     *     its versions; empty if nobody knows it, even where something holds for all models of its provider
     */
    default Optional<Target> known(Target target) {
        boolean isNamed = aliases().stream().anyMatch(alias -> alias.targets().contains(target));
        return isNamed || !facts(target).equals(ModelFacts.NONE) ? Optional.of(target) : Optional.empty();
    }

    /**
     * How many tokens texts have for the model that reads or writes them. Takes a bounded time, well under 200 microseconds, whatever
     * their length: of long texts samples are counted, and the rest is taken to be like them.
     *
     * @param model the provider's own name of the model
     * @param texts counted as if they stood one after another
     * @return by the model's tokenizer where it is public, else by one that comes near; until that is loaded, a token for four
     *     characters
     */
    default long tokens(String model, List<String> texts) {
        return Math.ceilDiv(texts.stream().mapToLong(String::length).sum(), 4);
    }

    /**
     * How the keys of a provider stand that has several: which of them are used, and which rest.
     *
     * @param provider as the config names it
     * @return in the order of the config; empty for a provider that has one key, or none
     */
    default List<KeyStanding> keys(String provider) {
        return List.of();
    }
}
