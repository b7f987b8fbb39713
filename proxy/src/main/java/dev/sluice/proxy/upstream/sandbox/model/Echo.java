package dev.sluice.proxy.upstream.sandbox.model;

import dev.sluice.api.prompt.Prompt;

/** Says the prompt back as it arrived, so that one sees what the chain made of it. */
record Echo() implements Author {

    @Override
    public Answer write(Prompt prompt) {
        return Answer.saying(Transcript.of(prompt));
    }
}
