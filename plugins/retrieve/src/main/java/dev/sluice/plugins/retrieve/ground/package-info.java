/**
 * Whether an answer says what its sources say.
 *
 * <p>Overlap of words finds what the sources never mention, and is blind to what they deny: "opens at nine" and "opens at ten" share
 * all but one word. So each sentence of an answer is measured twice: how much of it the sources hold, and whether
 * something in it (a number, a name, a negation) contradicts the sentence of the sources that it is most like.
 */
@NullMarked
package dev.sluice.plugins.retrieve.ground;

import org.jspecify.annotations.NullMarked;
