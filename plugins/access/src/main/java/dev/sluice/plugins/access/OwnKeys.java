package dev.sluice.plugins.access;

import dev.sluice.api.Call;
import dev.sluice.api.Caller;
import dev.sluice.api.ProviderKeys;
import dev.sluice.api.config.Secret;
import dev.sluice.plugins.access.AccessConfig.ProviderKeyRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives calls the keys that their callers have with providers by themselves. */
final class OwnKeys {

    private final List<ProviderKeyRule> rules;

    OwnKeys(List<ProviderKeyRule> rules) {
        this.rules = List.copyOf(rules);
    }

    Call given(Call call) {
        if (rules.isEmpty()) {
            return call;
        }
        Map<String, Secret> keys = new LinkedHashMap<>();
        for (ProviderKeyRule rule : rules) {
            if (concerns(rule, call.caller())) {
                keys.putIfAbsent(rule.provider(), rule.key());
            }
        }
        return keys.isEmpty() ? call : call.with(ProviderKeys.KEY, new ProviderKeys(keys));
    }

    private static boolean concerns(ProviderKeyRule rule, Caller caller) {
        return rule.tenant().equals(caller.tenant())
                && caller.labels().entrySet().containsAll(rule.labels().entrySet());
    }
}
