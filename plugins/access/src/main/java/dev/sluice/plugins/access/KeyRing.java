package dev.sluice.plugins.access;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The keys that are accepted, in memory. Read on event loops; changed by whoever watches the database. */
final class KeyRing {

    private final KeyHash hash;
    private final String nobody;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /** A key with what it stands for, made once. */
    private record Entry(StoredKey key, Grant grant) {}

    KeyRing(KeyHash hash) {
        this.hash = hash;
        this.nobody = hash.of("nobody has this key");
    }

    void put(Collection<StoredKey> changed) {
        changed.forEach(key -> entries.put(key.id(), new Entry(key, key.grant())));
    }

    int size() {
        return entries.size();
    }

    /**
     * Finds what a key stands for. Takes as long for an id that nobody has.
     *
     * @param now for its expiry
     * @return what it stands for
     * @throws CallError if it is not accepted
     */
    Grant find(KeyText sent, Instant now) {
        Entry entry = entries.get(sent.id());
        boolean right =
                hash.matches(sent.text(), entry == null ? nobody : entry.key().hash());
        if (entry == null || !right) {
            throw refusal("invalid_api_key", "This API key is not known here.");
        }
        return switch (entry.key().state(now)) {
            case ACTIVE -> entry.grant();
            case EXPIRED -> throw expired();
            case REVOKED -> throw refusal("revoked_api_key", "This API key was revoked.");
        };
    }

    static CallError expired() {
        return refusal("expired_api_key", "This API key has expired.");
    }

    static CallError refusal(String code, String message) {
        return CallError.of(Category.AUTHENTICATION, code, message + " Ask the operator of this proxy for a new one.");
    }

    @Nullable StoredKey get(String id) {
        Entry entry = entries.get(id);
        return entry == null ? null : entry.key();
    }
}
