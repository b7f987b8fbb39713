package dev.sluice.api.state;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are kept for a while, and may be gone earlier: the store is bounded.
 *
 * <p>Keys are any text; what is long or secret is hashed by whoever makes the key.
 */
public interface Cache {

    /** The longest time for which anything is kept. */
    Duration MAX_TTL = Duration.ofDays(30);

    /**
     * Looks something up.
     *
     * @param tenant whose it is
     * @param key under which it was put
     * @return null if it is not there; not to be changed
     */
    Future<@Nullable Buffer> get(String tenant, String key);

    /**
     * Keeps something, in place of what was there.
     *
     * @param tenant whose it is
     * @param key to find it by
     * @param value not to be changed afterwards
     * @param ttl for how long; at most {@link #MAX_TTL}
     * @param tags to {@linkplain #purge purge} it by; few
     * @return done
     */
    Future<Void> put(String tenant, String key, Buffer value, Duration ttl, Set<String> tags);

    /**
     * Keeps something without tags.
     *
     * @param tenant whose it is
     * @param key to find it by
     * @param value not to be changed afterwards
     * @param ttl for how long; at most {@link #MAX_TTL}
     * @return done
     */
    default Future<Void> put(String tenant, String key, Buffer value, Duration ttl) {
        return put(tenant, key, value, ttl, Set.of());
    }

    /**
     * Forgets something.
     *
     * @param tenant whose it is
     * @param key under which it was put
     * @return done
     */
    Future<Void> remove(String tenant, String key);

    /**
     * Forgets everything that was put with a tag, in a time that does not depend on how much that is.
     *
     * @param tenant whose it is
     * @param tag one of its tags
     * @return done: nobody gets it any more
     */
    Future<Void> purge(String tenant, String tag);
}
