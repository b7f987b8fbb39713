package dev.sluice.plugins.access;

import dev.sluice.api.Call;
import dev.sluice.api.Caller;
import dev.sluice.api.ProviderKeys;
import dev.sluice.api.config.Secret;
import dev.sluice.plugins.access.AccessConfig.ProviderKeyRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Gives calls the keys that their callers have with providers by themselves. */
final class OwnKeys {

    private final List<ProviderKeyRule> rules;
    private final Function<String, Map<String, Secret>> stored;

    /**
     * Prepares to give keys.
     *
     * @param rules those of the config, which come first
     * @param stored those that a tenant has set, by the provider
     */
    OwnKeys(List<ProviderKeyRule> rules, Function<String, Map<String, Secret>> stored) {
        this.rules = List.copyOf(rules);
        this.stored = stored;
    }

    Call given(Call call) {
        Map<String, Secret> set = stored.apply(call.caller().tenant());
        if (rules.isEmpty() && set.isEmpty()) {
            return call;
        }
        Map<String, Secret> keys = new LinkedHashMap<>();
        for (ProviderKeyRule rule : rules) {
            if (concerns(rule, call.caller())) {
                keys.putIfAbsent(rule.provider(), rule.key());
            }
        }
        set.forEach(keys::putIfAbsent);
        return keys.isEmpty() ? call : call.with(ProviderKeys.KEY, new ProviderKeys(keys));
    }

    private static boolean concerns(ProviderKeyRule rule, Caller caller) {
        return rule.tenant().equals(caller.tenant())
                && caller.labels().entrySet().containsAll(rule.labels().entrySet());
    }
}
