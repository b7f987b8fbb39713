package dev.sluice.plugins.access;

import dev.sluice.api.Caller;
import dev.sluice.plugins.access.AccessConfig.FixedKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are written in the config. They are found by their keyed hash, since they need not have an id: how long a
 * lookup takes tells about the hash, of which nobody outside knows anything.
 */
final class FixedKeys {

    private final KeyHash hash;
    private final Map<String, Grant> grants = new HashMap<>();

    /**
     * Takes keys in.
     *
     * @throws IllegalArgumentException if two of them are the same
     */
    FixedKeys(KeyHash hash, List<FixedKey> keys) {
        this.hash = hash;
        for (FixedKey key : keys) {
            Grant grant = Grant.of(new Caller(key.tenant(), key.name(), key.labels()), key.models(), key.routes());
            if (grants.put(hash.of(key.key().reveal()), grant) != null) {
                throw new IllegalArgumentException("expected a key of its own for each name, found the key of '"
                        + key.name() + "' under another name, too: make a new one with `sluice keys create`");
            }
        }
    }

    @Nullable Grant find(String sent) {
        return grants.isEmpty() ? null : grants.get(hash.of(sent));
    }
}
