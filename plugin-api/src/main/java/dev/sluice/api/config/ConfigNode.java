package dev.sluice.api.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the config file that is kept as it was written until somebody knows what it is to be.
 *
 * <p>Its variables are looked up when it is bound, so one that is never bound may name variables that are not set.
 */
public interface ConfigNode {

    /** Where it starts, as {@code file:line:column}, the numbers counted from 1. */
    String position();

    /** The keys that lead to it, as {@code chains.default[1].limit}; empty for the whole file. */
    String path();

    /**
     * The record that this part says.
     *
     * @throws ConfigException with everything that is wrong in it
     */
    <T extends Record> T bind(Class<T> type);

    /**
     * Binds the keys of {@code type} alone, for settings that several plugins share beside each plugin's own.
     *
     * @throws ConfigException with everything that is wrong in those keys
     */
    <T extends Record> Part<T> take(Class<T> type);

    /** The environment variables that this part needs and that are not set, in the order of the file, each once. */
    List<String> unresolvedVariables();

    /**
     * What {@code keys} lead to from here, as in {@code rules[0].when}; where the file has nothing of the kind, the nearest node on
     * the way that it has. A key with other characters than letters, digits, {@code _} and {@code -} stands in quotes.
     */
    ConfigNode at(String keys);

    /** A problem at this place, for what only the caller can know; {@code hint} says what to do. */
    ConfigException problem(String message, @Nullable String hint);

    /** Some keys of a node as a record, and the node that has the other keys. */
    record Part<T extends Record>(T value, ConfigNode rest) {}
}
