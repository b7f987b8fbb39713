package dev.sluice.plugins.retrieve;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which files of a folder its collection is known to hold. Whoever changes the collection otherwise says so here, also while a look at the folder is under way: what that
 * look then finds to be taken in may not be there any more.
 */
final class Taken {

    private final Map<String, String> versions = new HashMap<>();

    /** Whether the collection holds no other files of the folder. */
    private boolean whole;

    /** Since the look began. */
    private final Set<String> forgotten = new HashSet<>();

    private boolean allForgotten;

    /**
     * What is known.
     *
     * @param versions by name, those that were taken in
     * @param whole whether the collection holds no other files of the folder
     */
    record Known(Map<String, String> versions, boolean whole) {}

    /** What is known as a look begins. */
    synchronized Known look() {
        forgotten.clear();
        allForgotten = false;
        return new Known(Map.copyOf(versions), whole);
    }

    /** A version of a file was taken in. */
    synchronized void add(String name, String version) {
        if (!allForgotten && !forgotten.contains(name)) {
            versions.put(name, version);
        }
    }

    /** A file that is not in the folder any more was taken out. */
    synchronized void remove(String name) {
        versions.remove(name);
    }

    /**
     * The look took in all that it found.
     *
     * @param all whether it saw all of the folder, and took out what is not there any more
     * @return whether the collection still holds what was taken in
     */
    synchronized boolean looked(boolean all) {
        whole = (whole || all) && !allForgotten;
        return !allForgotten && forgotten.isEmpty();
    }

    /** Somebody else took a file out. */
    synchronized void forget(String name) {
        versions.remove(name);
        forgotten.add(name);
    }

    /** The collection holds something else now. */
    synchronized void forgetAll() {
        versions.clear();
        whole = false;
        allForgotten = true;
    }
}
