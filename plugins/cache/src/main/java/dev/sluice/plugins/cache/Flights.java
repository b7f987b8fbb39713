package dev.sluice.plugins.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The upstream calls that are under way, over all event loops. Callers of other dialects fly alone: what is lost between two shows only when
 * an answer is all there.
 */
final class Flights {

    private final Map<Lane, Flight> underWay = new ConcurrentHashMap<>();

    /** What is asked, and for whom. */
    record Key(String tenant, String name) {}

    /** Those that tell their usage are apart from those that do not: nobody can tell it for them. */
    private record Lane(Key key, boolean usage) {}

    /** One whose reply has all that a form tells. */
    @Nullable Flight at(Key key, Form wanted) {
        Flight full = underWay.get(new Lane(key, true));
        return full != null || wanted.usage() ? full : underWay.get(new Lane(key, false));
    }

    /** Begins one, unless another was faster. */
    boolean begin(Key key, Flight flight) {
        return underWay.putIfAbsent(lane(key, flight), flight) == null;
    }

    /** Nobody joins it any more. */
    void end(Key key, Flight flight) {
        underWay.remove(lane(key, flight), flight);
    }

    private static Lane lane(Key key, Flight flight) {
        return new Lane(key, flight.form().usage());
    }
}
