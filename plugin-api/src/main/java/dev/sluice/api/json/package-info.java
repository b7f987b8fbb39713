/**
 * JSON whose untouched bytes stay the bytes they were.
 *
 * <p>A text is walked once and proven well formed; what comes of it is a tape of where each value lies, and nodes come
 * into being as they are looked at. A node that came from a text writes itself by copying its stretch of that text, so
 * white space, key order, repeated keys, escapes and number forms are kept. Edits copy the path to the root and share
 * all else: what an edit did not name leaves as it came, white space between members included.
 *
 * <p>All types are immutable and may be shared between threads. A byte array or buffer that was parsed is read in place:
 * whoever hands it over no longer changes it. White space (and a byte order mark) around the outermost value is not part
 * of the value. Texts are UTF-8 and RFC 8259 to the letter; {@link dev.sluice.api.json.Scan} and {@link
 * dev.sluice.api.json.Json#parse} accept exactly the same ones.
 */
@NullMarked
package dev.sluice.api.json;

import org.jspecify.annotations.NullMarked;
