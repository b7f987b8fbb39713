package dev.sluice.plugins.cache;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was to be forgotten lately, for those who are on their way with an answer from before: it must not come back with them. Used on any
 * thread.
 */
final class Forgotten {

    /** Who began before so many orders counts as concerned by all of them. */
    private static final int REMEMBERED = 256;

    private final Deque<Order> orders = new ArrayDeque<>();
    private long given;

    /** An order to forget: all, all of a tenant with a tag, or one entry. */
    record Order(
            @Nullable String tenant,
            @Nullable String tag,
            @Nullable String name) {

        static final Order EVERYTHING = new Order(null, null, null);

        static Order tagged(String tenant, String tag) {
            return new Order(tenant, tag, null);
        }

        static Order entry(Flights.Key key) {
            return new Order(key.tenant(), null, key.name());
        }

        boolean concerns(Flights.Key key, Set<String> tags) {
            return (tenant == null || tenant.equals(key.tenant()))
                    && (tag == null || tags.contains(tag))
                    && (name == null || name.equals(key.name()));
        }
    }

    /**
     * Somebody who is on the way.
     *
     * @param key where the answer is going to lie
     * @param tags by which it could be forgotten
     * @param since how many orders there were when it was asked for
     */
    record Watch(Forgotten orders, Flights.Key key, Set<String> tags, long since) {

        /** The same for an answer whose tags are known by now. */
        Watch withTags(Set<String> known) {
            return new Watch(orders, key, known, since);
        }

        /** Whether the answer was to be forgotten before it is there. */
        boolean isOver() {
            return orders.concerns(this);
        }
    }

    /** Begins to watch. */
    synchronized Watch watch(Flights.Key key, Set<String> tags) {
        return new Watch(this, key, tags, given);
    }

    synchronized void add(Order order) {
        given++;
        orders.addLast(order);
        if (orders.size() > REMEMBERED) {
            orders.removeFirst();
        }
    }

    private synchronized boolean concerns(Watch watch) {
        long later = given - watch.since();
        return later > orders.size()
                || orders.stream()
                        .skip(orders.size() - later)
                        .anyMatch(order -> order.concerns(watch.key(), watch.tags()));
    }
}
