/** Every guardrail on every kind of chat, whole and streamed, through the distribution as it ships; what was found is the matrix of docs/guardrails.md. */
@NullMarked
package dev.sluice.distribution.guardrails;

import org.jspecify.annotations.NullMarked;
