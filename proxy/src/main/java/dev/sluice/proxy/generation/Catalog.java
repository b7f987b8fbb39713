package dev.sluice.proxy.generation;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Target;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Dialect.ModelCard;
import dev.sluice.proxy.upstream.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The providers and model aliases of a config, and where a model's name leads. */
public final class Catalog {

    private final Map<String, Provider> providers;
    private final Map<String, List<Target>> aliases;
    private final boolean asksClients;

    /**
     * Puts a catalog together.
     *
     * @param providers by name, in the order of the config
     * @param aliases where each leads, in the order of the config; every target names one of the providers
     */
    public Catalog(Map<String, Provider> providers, Map<String, List<Target>> aliases) {
        this.providers = new LinkedHashMap<>(providers);
        this.aliases = new LinkedHashMap<>(aliases);
        this.asksClients = providers.values().stream().anyMatch(Provider::asksClients);
    }

    /**
     * Whether a provider is sent the credentials that clients show.
     *
     * @return true if any is
     */
    public boolean asksClients() {
        return asksClients;
    }

    /**
     * Finds where a call may go.
     *
     * @param dialect the client's; a bare model name goes to this dialect's own provider, one with a slash in it only to a provider
     *     that may have such names: what is meant for a provider that is not configured must not reach another
     * @param model an alias, {@code provider/model}, a bare name, or empty for a call that names none
     * @return in order of preference, at least one
     * @throws CallError 404 {@code model_not_found} if nobody has such a model
     */
    public List<Target> resolve(Dialect dialect, String model) {
        List<Target> alias = aliases.get(model);
        if (alias != null) {
            return alias;
        }
        int slash = model.indexOf('/');
        if (slash > 0 && providers.containsKey(model.substring(0, slash))) {
            return List.of(new Target(model.substring(0, slash), model.substring(slash + 1)));
        }
        return List.of(new Target(own(dialect, model).name(), model));
    }

    /**
     * Finds where a call may go, if anywhere.
     *
     * @param dialect the client's
     * @param model as in {@link #resolve}
     * @return empty if nobody has such a model
     */
    public List<Target> candidates(Dialect dialect, String model) {
        try {
            return resolve(dialect, model);
        } catch (CallError e) {
            return List.of();
        }
    }

    /**
     * A provider.
     *
     * @param name as in the config
     * @return empty if there is none of that name
     */
    public Optional<Provider> provider(String name) {
        return Optional.ofNullable(providers.get(name));
    }

    /**
     * All providers.
     *
     * @return in the order of the config
     */
    public List<Provider> providers() {
        return List.copyOf(providers.values());
    }

    /**
     * What a models list shows.
     *
     * @return the aliases and their targets
     */
    public List<ModelCard> models() {
        Map<String, ModelCard> cards = new LinkedHashMap<>();
        aliases.keySet().forEach(alias -> cards.put(alias, new ModelCard(alias, "sluice")));
        for (List<Target> targets : aliases.values()) {
            for (Target target : targets) {
                cards.putIfAbsent(target.toString(), new ModelCard(target.toString(), target.provider()));
            }
        }
        providers
                .values()
                .forEach(provider -> provider.models().forEach(model -> {
                    String name = provider.name() + "/" + model;
                    cards.putIfAbsent(name, new ModelCard(name, provider.name()));
                }));
        return new ArrayList<>(cards.values());
    }

    /**
     * One model of the list.
     *
     * @param name as the list shows it
     * @return empty if it does not
     */
    public Optional<ModelCard> model(String name) {
        return models().stream().filter(card -> card.name().equals(name)).findFirst();
    }

    private Provider own(Dialect dialect, String model) {
        Provider named = providers.get(dialect.name());
        if (named != null && named.speaks(dialect) && named.takes(model)) {
            return named;
        }
        for (Provider provider : providers.values()) {
            if (provider.speaks(dialect) && provider.takes(model)) {
                return provider;
            }
        }
        throw unknown(model);
    }

    /** Nobody takes a call whose endpoint has no place for a model's name. */
    CallError untaken(Dialect dialect) {
        return CallError.of(
                Category.NOT_FOUND,
                "provider_not_found",
                "No provider of the config takes calls of " + dialect.name() + "'s API that name no model. Expected a"
                        + " provider that speaks it and takes any model, or the path behind /providers/NAME with one of"
                        + " the providers " + providers.keySet() + ".");
    }

    CallError unknown(String model) {
        String asked = model.isEmpty() ? "The call names no model" : "There is no model '" + shortened(model) + "'";
        return CallError.of(
                        Category.NOT_FOUND,
                        "model_not_found",
                        asked + ". Expected one of the aliases " + aliases.keySet()
                                + ", or provider/model with one of the providers " + providers.keySet() + ".")
                .withParam("model");
    }

    private static String shortened(String model) {
        return model.length() <= 80 ? model : model.substring(0, 80) + "...";
    }
}
