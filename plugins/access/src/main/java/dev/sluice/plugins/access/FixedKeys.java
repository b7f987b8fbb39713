package dev.sluice.plugins.access;

import dev.sluice.api.CallError;
import dev.sluice.api.Caller;
import dev.sluice.plugins.access.AccessConfig.FixedKey;
import java.time.Instant;
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
    private final Map<String, Entry> entries = new HashMap<>();

    /** What a key stands for, and until when; null for always. */
    private record Entry(Grant grant, @Nullable Instant expires) {}

    /**
     * Takes keys in.
     *
     * @throws IllegalArgumentException if two of them are the same
     */
    FixedKeys(KeyHash hash, List<FixedKey> keys) {
        this.hash = hash;
        for (FixedKey key : keys) {
            Grant grant = Grant.of(new Caller(key.tenant(), key.name(), key.labels()), key.models(), key.routes());
            Entry entry = new Entry(grant, key.expires());
            if (entries.put(hash.of(key.key().reveal()), entry) != null) {
                throw new IllegalArgumentException("expected a key of its own for each name, found the key of '"
                        + key.name() + "' under another name, too: make a new one with `sluice keys create`");
            }
        }
    }

    /**
     * Finds what a key stands for.
     *
     * @param now for its expiry
     * @return null if it is none of these
     * @throws CallError if it has expired
     */
    @Nullable Grant find(String sent, Instant now) {
        Entry entry = entries.isEmpty() ? null : entries.get(hash.of(sent));
        if (entry == null) {
            return null;
        }
        if (entry.expires() != null && !now.isBefore(entry.expires())) {
            throw KeyRing.expired();
        }
        return entry.grant();
    }
}
