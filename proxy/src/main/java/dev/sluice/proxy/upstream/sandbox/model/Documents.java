package dev.sluice.proxy.upstream.sandbox.model;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Prompt;

/** Says a JSON document that meets the schema asked for; without one, an object that says the prompt back. */
record Documents() implements Author {

    @Override
    public Answer write(Prompt prompt) {
        Obj schema = prompt.parameters().responseSchema();
        Json document = schema == null ? Json.object("echo", Transcript.of(prompt)) : Sample.of(schema);
        return Answer.saying(document.toString());
    }
}
