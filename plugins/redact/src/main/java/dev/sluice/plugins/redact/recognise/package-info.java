/**
 * Names of people, places and organisations, which patterns cannot find.
 *
 * <p>A recogniser is asked once for all texts of a call, before anything is replaced, on the call's event loop, and answers
 * there.
 */
@NullMarked
package dev.sluice.plugins.redact.recognise;

import org.jspecify.annotations.NullMarked;
