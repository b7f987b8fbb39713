package dev.sluice.api;

import java.util.Map;

/**
 * Who is calling.
 *
 * @param tenant whose data this is: part of every cache key, quota, index filter and token map
 * @param key the public id of the credential that was used, never the credential; empty if there was none
 * @param labels free attributes of the credential (team, environment, plan); bounded by whoever made them
 */
public record Caller(String tenant, String key, Map<String, String> labels) {

    /** A caller nobody identified. */
    public static final Caller ANONYMOUS = new Caller("default", "", Map.of());

    public Caller {
        labels = Map.copyOf(labels);
    }
}
