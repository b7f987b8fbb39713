package dev.sluice.proxy.admin;

import java.util.List;

/** Says whether some part of the proxy can do its work. Any thread; returns at once. */
@FunctionalInterface
public interface Readiness {

    /**
     * What is in the way.
     *
     * @return a sentence for each reason; empty if there is none
     */
    List<String> obstacles();

    /**
     * Several parts as one.
     *
     * @param parts all of which have to be ready
     * @return ready if they all are
     */
    static Readiness all(List<Readiness> parts) {
        List<Readiness> copy = List.copyOf(parts);
        return () -> copy.stream().flatMap(part -> part.obstacles().stream()).toList();
    }
}
