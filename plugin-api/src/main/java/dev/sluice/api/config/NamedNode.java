package dev.sluice.api.config;

/**
 * An entry of a list that is written as a name alone, {@code - access}, or as a name with a config, {@code - limit: {…}}.
 *
 * @param item the entry, whose position is the name's
 * @param config what follows the name; without any keys if nothing does
 */
public record NamedNode(String name, ConfigNode item, ConfigNode config) {}
