package dev.sluice.proxy.boot;

import dev.sluice.api.Target;
import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.config.NamedNode;
import dev.sluice.api.model.Alias;
import dev.sluice.proxy.config.FactSettings;
import dev.sluice.proxy.config.ModelSettings;
import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.config.engine.Problems;
import dev.sluice.proxy.config.engine.Suggestion;
import dev.sluice.proxy.model.ModelBook;
import dev.sluice.proxy.model.PriceList;
import dev.sluice.proxy.upstream.HttpProviders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a config says under {@code models}: aliases, and facts of single models. */
final class ModelPlanner {

    private final Set<String> named;
    private final Map<String, ProviderSettings> served;
    private final Map<String, String> leftOut;
    private final Map<String, Alias> aliases = new LinkedHashMap<>();
    private final Map<Target, FactSettings> facts = new LinkedHashMap<>();

    /** Providers that the file names, those of them that are served, and why others are left out. */
    ModelPlanner(Set<String> named, Map<String, ProviderSettings> served, Map<String, String> leftOut) {
        this.named = named;
        this.served = served;
        this.leftOut = leftOut;
    }

    /** Takes in one entry; returns true, for whoever collects its failure. */
    boolean read(String name, ConfigNode node) {
        ModelSettings settings = node.bind(ModelSettings.class);
        if (settings.facts() != null) {
            facts.put(model(name, node), settings.facts());
        } else {
            NamedNode strategy = settings.strategy();
            List<Alias.Member> members = members(settings, node);
            aliases.put(
                    name,
                    strategy == null
                            ? new Alias(name, null, members)
                            : new Alias(name, strategy.name(), strategy.config(), members));
        }
        return true;
    }

    ModelBook book(PriceList prices) {
        Map<String, ModelBook.Account> accounts = new HashMap<>();
        served.forEach((name, settings) -> {
            String preset = settings.preset() == null ? name : settings.preset();
            accounts.put(name, new ModelBook.Account(HttpProviders.dialect(name, settings), preset));
        });
        return ModelBook.of(aliases, accounts, facts, prices).among(named);
    }

    private Target model(String name, ConfigNode node) {
        int slash = name.indexOf('/');
        String provider = slash < 0 ? name : name.substring(0, slash);
        if (slash < 0 || !named.contains(provider)) {
            throw node.problem(
                    "facts are those of provider/model or provider/*, but '" + name
                            + "' begins with no provider of this file",
                    Suggestion.hint(provider, named, "providers"));
        }
        return new Target(provider, name.substring(slash + 1));
    }

    private List<Alias.Member> members(ModelSettings settings, ConfigNode node) {
        List<Alias.Member> members = new ArrayList<>();
        Problems wrong = new Problems();
        for (ConfigNode target : settings.targets()) {
            wrong.attempt(() -> member(target))
                    .filter(member -> served.containsKey(member.target().provider()))
                    .ifPresent(members::add);
        }
        wrong.throwIfAny();
        if (members.isEmpty() && served.size() + leftOut.size() == named.size()) {
            throw node.problem(
                    "every provider of its targets is left out: " + leftOut,
                    "set their variables, or add a target of a provider that is served");
        }
        if (!members.isEmpty() && members.stream().allMatch(member -> member.weight() == 0)) {
            throw node.problem("every target has the weight 0", "give one of them a weight above 0");
        }
        return members;
    }

    private Alias.Member member(ConfigNode node) {
        ModelSettings.TargetSettings target = node.bind(ModelSettings.TargetSettings.class);
        if (!named.contains(target.provider())) {
            throw node.problem(
                    "a target names the provider '" + target.provider() + "', which is not in this file",
                    Suggestion.hint(target.provider(), named, "providers"));
        }
        return new Alias.Member(new Target(target.provider(), target.model()), target.weight());
    }
}
