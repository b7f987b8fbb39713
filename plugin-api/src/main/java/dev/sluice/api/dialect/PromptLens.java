package dev.sluice.api.dialect;

import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Prompt;

/** Reads the request of one endpoint. */
@FunctionalInterface
public interface PromptLens {

    /**
     * Looks at a request.
     *
     * @param body the document; may be of any shape: what is not as expected is no part of the prompt
     * @return the view; never fails
     */
    Prompt read(Obj body);
}
