/**
 * What a call says to the model, whatever its dialect.
 *
 * <p>A {@link dev.sluice.api.prompt.Prompt} is a lens: a view over the call's own JSON document. Reading it changes
 * nothing; each change makes a new prompt over a new document that differs in the place changed and nowhere else, so that
 * fields which nobody here has heard of pass through.
 */
@NullMarked
package dev.sluice.api.prompt;

import org.jspecify.annotations.NullMarked;
