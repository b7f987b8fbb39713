package dev.sluice.proxy.upstream.sandbox.voice.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.upstream.sandbox.voice.Ask;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Content;
import java.util.Collections;
import java.util.List;

/** Finds nothing wrong with anything. */
final class Moderations {

    private static final List<String> CATEGORIES = List.of(
            "harassment",
            "harassment/threatening",
            "hate",
            "hate/threatening",
            "illicit",
            "illicit/violent",
            "self-harm",
            "self-harm/instructions",
            "self-harm/intent",
            "sexual",
            "sexual/minors",
            "violence",
            "violence/graphic");

    private Moderations() {}

    static Content compute(Ask ask) {
        int inputs = Math.max(1, ask.prompt().messages().size());
        return Content.of(Json.object(
                "id", "modr-" + ask.id(), "model", ask.model(), "results", Collections.nCopies(inputs, result())));
    }

    private static Obj result() {
        return Json.object(
                "flagged", false,
                "categories", each(false),
                "category_scores", each(0.0),
                "category_applied_input_types", each(List.of("text")));
    }

    private static Obj each(Object value) {
        Obj.Builder categories = Json.object();
        CATEGORIES.forEach(category -> categories.put(category, value));
        return categories.build();
    }
}
