/**
 * The sandbox's models: what they say, whatever the dialect. Pure functions of the prompt and of the model's name, bounded
 * in what they make.
 */
@NullMarked
package dev.sluice.proxy.upstream.sandbox.model;

import org.jspecify.annotations.NullMarked;
