package dev.sluice.plugins.retrieve.index;

import java.util.Set;

/**
 * Who may find a document.
 *
 * @param tenant the only tenant; {@link #EVERYBODY} for all of them
 * @param labels {@code key=value} pairs of which a caller has to have one; empty for no condition
 */
public record Access(String tenant, Set<String> labels) {

    /** Stands for all tenants. */
    public static final String EVERYBODY = "*";

    /** Everybody may. */
    public static final Access OPEN = new Access(EVERYBODY, Set.of());

    public Access {
        labels = Set.copyOf(labels);
    }
}
