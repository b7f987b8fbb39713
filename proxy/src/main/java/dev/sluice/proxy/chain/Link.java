package dev.sluice.proxy.chain;

import dev.sluice.api.Filter;
import dev.sluice.api.OnError;
import java.time.Duration;

/**
 * One filter at its place in a chain.
 *
 * @param name the filter's name, as in the config
 * @param filter the filter
 * @param onError what its own failure means
 * @param deadline for the time that it takes by itself, per call; zero for none
 */
public record Link(String name, Filter filter, OnError onError, Duration deadline) {}
