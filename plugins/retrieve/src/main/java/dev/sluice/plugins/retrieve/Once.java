package dev.sluice.plugins.retrieve;

import java.util.HashSet;
import java.util.Set;

/** Tells what is new of the things that are wrong, so that each is said once for as long as it stays wrong. */
final class Once {

    private Set<String> before = Set.of();
    private final Set<String> now = new HashSet<>();

    /** Another look begins: what is not found wrong in it is forgotten. */
    synchronized void again() {
        before = Set.copyOf(now);
        now.clear();
    }

    /** Whether that was not found wrong at the last look, nor at this one before. */
    synchronized boolean isNew(String problem) {
        return now.add(problem) && !before.contains(problem);
    }
}
