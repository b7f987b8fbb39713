/**
 * Whether an answer says what its sources say.
 *
 * <p>Overlap of words finds what the sources never mention, and is blind to what they deny: "opens at nine" and "opens at ten" share
 * all but one word. So each sentence of an answer is measured twice: how much of it the sources hold, and whether
 * something in it (a number, a name, a negation) contradicts the sentence of the sources that it is most like.
 *
 * <p>Where the config asks for it, vectors say how like it is to that sentence, too. They come from an embedder, later: {@link
 * dev.sluice.plugins.retrieve.ground.Comparison} learns them before the text is scored, so that scoring itself waits for nothing.
 */
@NullMarked
package dev.sluice.plugins.retrieve.ground;

import org.jspecify.annotations.NullMarked;
