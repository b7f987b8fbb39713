/**
 * The filter {@code redact}: what is personal or secret in a call does not reach the model, nor any record of the call.
 *
 * <p>On the way out each text of the prompt is scanned, and what is found is replaced as the config says, by default with a
 * token. On the way back, tokens are replaced with what they stand for. A prompt that is more than a few pages is scanned on a
 * virtual thread; everything else happens on the call's event loop. The filter itself holds nothing of a call.
 */
@NullMarked
package dev.sluice.plugins.redact;

import org.jspecify.annotations.NullMarked;
