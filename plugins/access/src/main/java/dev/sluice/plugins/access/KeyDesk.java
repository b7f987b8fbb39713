package dev.sluice.plugins.access;

import dev.sluice.plugins.access.StoredKey.Terms;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives keys out and takes them back. Blocks. */
final class KeyDesk {

    private final KeyStore store;
    private final KeyHash hash;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * A key that was just made.
     *
     * @param text shown once, to whoever asked for it
     * @param key what is kept
     */
    record Issued(KeyText text, StoredKey key) {}

    KeyDesk(KeyStore store, KeyHash hash, InstantSource clock) {
        this.store = store;
        this.hash = hash;
        this.clock = clock;
    }

    /**
     * Looks whether a key can be meant.
     *
     * @throws IllegalArgumentException if not: whoever asks for a key wants one that is known by a name, and is good for something
     */
    void check(Terms terms, @Nullable Instant expires) {
        if (terms.name().isBlank()) {
            throw new IllegalArgumentException("Expected a 'name' for the key, by which people will know it");
        }
        if (terms.tenant().isBlank()) {
            throw new IllegalArgumentException("Expected a 'tenant' for the key, whose calls these are, found a blank");
        }
        check("models", terms.models());
        check("routes", terms.routes());
        if (expires != null && !expires.isAfter(clock.instant())) {
            throw new IllegalArgumentException("Expected a key to end in the future, found " + expires);
        }
    }

    private static void check(String what, List<String> names) {
        if (names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("Expected '" + what + "' to name what may be used, found a blank name");
        }
    }

    /**
     * Makes a key.
     *
     * @throws IllegalArgumentException if it cannot be meant
     */
    Issued create(Terms terms, @Nullable Instant expires) throws SQLException {
        check(terms, expires);
        return issue(terms, expires);
    }

    private Issued issue(Terms terms, @Nullable Instant expires) throws SQLException {
        KeyText text = KeyText.random(random);
        StoredKey key = new StoredKey(text.id(), hash.of(text.text()), terms, clock.instant(), expires, null);
        store.add(key);
        return new Issued(text, key);
    }

    List<StoredKey> list() throws SQLException {
        return store.all();
    }

    /**
     * Makes a key on the terms of another one, which goes on for a while.
     *
     * @return empty if there is no such key that is accepted
     */
    Optional<Issued> rotate(String id, Duration overlap) throws SQLException {
        Instant now = clock.instant();
        Optional<StoredKey> old = store.find(id).filter(key -> key.state(now) == StoredKey.State.ACTIVE);
        if (old.isEmpty()) {
            return Optional.empty();
        }
        Issued fresh = issue(old.get().terms(), old.get().expires());
        Instant end = now.plus(overlap);
        Instant expires = old.get().expires();
        if (expires == null || end.isBefore(expires)) {
            store.expire(id, end);
        }
        return Optional.of(fresh);
    }

    /** Whether there was such a key. */
    boolean revoke(String id) throws SQLException {
        return store.revoke(id, clock.instant());
    }

    InstantSource clock() {
        return clock;
    }
}
