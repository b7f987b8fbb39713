package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.dialect.PromptLens;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.LensedPrompt;
import dev.sluice.proxy.dialect.PromptShape;

/**
 * A request, which may repeat the model of its path as a resource's name.
 *
 * @param shape where its pieces stand
 * @param repeatsModel whether it does
 */
record Request(PromptShape shape, boolean repeatsModel) implements PromptLens {
    private static final String MODELS = "models/";

    @Override
    public Prompt read(Obj body) {
        return new LensedPrompt(body, shape);
    }

    @Override
    public Obj withModel(Obj body, String model) {
        return Spelling.members(body, (name, value) -> switch (name) {
            case "model" -> Edits.text(value, old -> named(old, model));
            case "requests", "generateContentRequest" -> Spelling.eachObject(value, inner -> withModel(inner, model));
            default -> value;
        });
    }

    private static String named(String old, String model) {
        return old.startsWith(MODELS) ? MODELS + model : model;
    }
}
