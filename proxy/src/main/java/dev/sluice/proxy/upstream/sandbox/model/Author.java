package dev.sluice.proxy.upstream.sandbox.model;

import dev.sluice.api.prompt.Prompt;

/** Writes answers: the same one to the same prompt each time. */
@FunctionalInterface
public interface Author {

    /**
     * Writes an answer.
     *
     * @param prompt as it left the chain
     * @return not yet cut to what the prompt allows
     */
    Answer write(Prompt prompt);
}
