package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.dialect.Dialect.ModelCard;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;

/** Spells models. Nothing is said of limits, which nobody here knows. */
final class ModelCards {

    private ModelCards() {}

    static Obj write(ModelCard model) {
        return Json.object(
                "name",
                "models/" + model.name(),
                "baseModelId",
                model.name(),
                "version",
                "001",
                "displayName",
                model.name(),
                "description",
                "Served by " + model.owner(),
                "supportedGenerationMethods",
                Json.array("generateContent", "countTokens", "embedContent"));
    }
}
