package dev.sluice.testkit;

import java.util.function.Consumer;

/**
 * One law of filters.
 *
 * @param name what is true of every filter
 * @param check fails if it is not true of the one on trial
 */
record Law(String name, Consumer<Trial> check) {}
