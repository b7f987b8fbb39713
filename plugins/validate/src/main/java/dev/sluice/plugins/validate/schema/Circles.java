package dev.sluice.plugins.validate.schema;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a schema comes to an end on every value. One that leads back to itself without going into a part of the value, by
 * references and combinations alone, never does; one that leads far that way takes as long, and as much of the stack, as it likes.
 */
final class Circles {

    private static final int MAX_STEPS = 64;
    private static final long MAX_CHECKS = 100_000;
    private static final Reach UNDER_WAY = new Reach(0, 0); // Itself, each is one check at least.

    private final Draft draft;
    private final Addresses addresses;
    private final IdentityHashMap<Obj, Reach> reaches = new IdentityHashMap<>();

    /**
     * How far a part leads before it goes into the value.
     *
     * @param steps in a row
     * @param checks altogether
     */
    private record Reach(int steps, long checks) {}

    private Circles(Draft draft, Obj document) {
        this.draft = draft;
        this.addresses = new Addresses(document);
    }

    /** Throws an {@code IllegalArgumentException} that says where, if it does not. */
    static void check(Json schema, Draft draft) {
        if (schema instanceof Obj document) {
            Circles circles = new Circles(draft, document);
            circles.addresses.parts().forEach(part -> circles.reach(part, 0));
        }
    }

    private Reach reach(Obj part, int depth) {
        Reach known = reaches.get(part);
        if (known != null && known.checks() == 0) {
            throw wrong(part, "that does not lead back to itself before it goes into properties or items");
        }
        if (known != null) {
            return known;
        }
        requireNear(part, depth);
        reaches.put(part, UNDER_WAY);
        int steps = 0;
        long checks = 1;
        for (Obj next : next(part)) {
            Reach beyond = reach(next, depth + 1);
            steps = Math.max(steps, beyond.steps() + 1);
            checks += beyond.checks();
        }
        requireNear(part, steps);
        if (checks > MAX_CHECKS) {
            throw wrong(part, "of at most " + MAX_CHECKS + " schemas for one value");
        }
        Reach reach = new Reach(steps, checks);
        reaches.put(part, reach);
        return reach;
    }

    private void requireNear(Obj part, int steps) {
        if (steps > MAX_STEPS) {
            throw wrong(part, "of at most " + MAX_STEPS + " references and combinations in a row");
        }
    }

    /** In draft 7, nothing counts that stands beside a reference. */
    private List<Obj> next(Obj part) {
        List<Obj> referred = addresses.referred(part);
        boolean alone = draft == Draft.DRAFT_7 && part.has("$ref");
        return alone
                ? referred
                : Stream.concat(
                                referred.stream(),
                                Keywords.inPlace(part).stream().map(Keywords.Part::schema))
                        .toList();
    }

    private IllegalArgumentException wrong(Obj part, String expected) {
        return new IllegalArgumentException("expected a JSON Schema " + expected + ", found another at "
                + addresses.pointer(part) + "; go into a part of the value in between, or write it out");
    }
}
