/**
 * The dialect {@code openai}: chat completions, responses, completions, embeddings, moderation, images, audio, and the rest
 * of what lies below {@code /v1/}.
 *
 * <p>It is spoken by many servers, each with its own additions (reasoning texts, usage details), so lenses look for every
 * known spelling of a thing and leave alone what they do not know.
 */
@NullMarked
package dev.sluice.proxy.dialect.openai;

import org.jspecify.annotations.NullMarked;
