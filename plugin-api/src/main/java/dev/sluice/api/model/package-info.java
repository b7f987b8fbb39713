/**
 * What is known of models: where their names lead, what they can do, and what they cost.
 *
 * <p>All of it comes from the config and from the price list that ships with Sluice, is the same as long as a generation lasts, and
 * may be asked for on any thread. What nobody has said is null or empty, never a guess.
 */
@NullMarked
package dev.sluice.api.model;

import org.jspecify.annotations.NullMarked;
