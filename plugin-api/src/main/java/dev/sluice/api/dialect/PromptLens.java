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

    /**
     * Whether documents name the model again that stands in the path.
     *
     * @return false unless overridden, and then nothing is parsed for it
     */
    default boolean repeatsModel() {
        return false;
    }

    /**
     * Writes a model's name to where the document repeats it, for endpoints that have it in the path.
     *
     * @param body the document
     * @param model as the provider knows it
     * @return the document with it, or the same object if it names no model
     */
    default Obj withModel(Obj body, String model) {
        return body;
    }
}
