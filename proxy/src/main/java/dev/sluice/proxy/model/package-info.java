/**
 * What is known of models: facts and prices, from the list that ships with Sluice and from the config.
 *
 * <p>Everything here is immutable, made when a config is planned, and read on any thread.
 */
@NullMarked
package dev.sluice.proxy.model;

import org.jspecify.annotations.NullMarked;
