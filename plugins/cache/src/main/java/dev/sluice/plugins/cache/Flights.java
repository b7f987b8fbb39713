package dev.sluice.plugins.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The upstream calls that are under way, over all event loops. */
final class Flights {

    private final Map<Key, Flight> underWay = new ConcurrentHashMap<>();

    /** What is asked, and for whom. */
    record Key(String tenant, String name) {}

    @Nullable Flight at(Key key) {
        return underWay.get(key);
    }

    /** Begins one, unless another was faster. */
    boolean begin(Key key, Flight flight) {
        return underWay.putIfAbsent(key, flight) == null;
    }

    /** Nobody joins it any more. */
    void end(Key key, Flight flight) {
        underWay.remove(key, flight);
    }
}
