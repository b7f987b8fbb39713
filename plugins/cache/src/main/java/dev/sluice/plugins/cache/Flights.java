package dev.sluice.plugins.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The upstream calls that are under way, over all event loops. */
final class Flights {

    private final Map<Lane, Flight> underWay = new ConcurrentHashMap<>();

    /** What is asked, and for whom. */
    record Key(String tenant, String name) {}

    /** Those that tell their usage are apart from those that do not: nobody can tell it for them. */
    private record Lane(Key key, boolean usage) {}

    /** One whose reply has all that a call wants: of a caller of its dialect if there is one, else of another. */
    @Nullable Flight at(Address address) {
        Flight own = at(address.flight(), address.form());
        return own == null && address.isShared() ? at(address.place(), address.form()) : own;
    }

    private @Nullable Flight at(Key key, Form wanted) {
        Flight full = underWay.get(new Lane(key, true));
        return full != null || wanted.usage() ? full : underWay.get(new Lane(key, false));
    }

    /** Begins one, unless another of its dialect was faster. Of several dialects, those of others join the first. */
    boolean begin(Flight flight) {
        Address address = flight.address();
        boolean begun = underWay.putIfAbsent(lane(address.flight(), address), flight) == null;
        if (begun && address.isShared()) {
            underWay.putIfAbsent(lane(address.place(), address), flight);
        }
        return begun;
    }

    /** Nobody joins it any more. */
    void end(Flight flight) {
        Address address = flight.address();
        underWay.remove(lane(address.flight(), address), flight);
        underWay.remove(lane(address.place(), address), flight);
    }

    private static Lane lane(Key key, Address address) {
        return new Lane(key, address.form().usage());
    }
}
