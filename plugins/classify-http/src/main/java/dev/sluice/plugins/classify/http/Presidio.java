package dev.sluice.plugins.classify.http;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks Presidio's analyzer: {@code POST /analyze}, answered by {@code [{"entity_type", "start", "end", "score"}]}, whose places count code
 * points.
 */
record Presidio(Service service, PresidioConfig config) implements Classifier {

    @Override
    public Limits limits() {
        return new Limits(config.parallel(), config.waiting(), config.timeout());
    }

    @Override
    public Future<List<Judgement>> classify(String text) {
        Obj.Builder question = Json.object()
                .put("text", text)
                .put("language", config.language())
                .put("score_threshold", config.threshold());
        if (!config.entities().isEmpty()) {
            question.put("entities", config.entities());
        }
        return service.ask(question.build()).map(answer -> read(answer, text));
    }

    private static List<Judgement> read(Json answer, String text) {
        if (!(answer instanceof Arr places)) {
            throw new IllegalStateException("Expected a list of places from an analyzer, found another document");
        }
        List<Judgement> all = new ArrayList<>(places.size());
        for (Json each : places) {
            if (!(each instanceof Obj place) || place.text("entity_type") == null) {
                throw new IllegalStateException("Expected places with an entity_type from an analyzer, found others");
            }
            int start = text.offsetByCodePoints(0, number(place, "start").intValue());
            int end = text.offsetByCodePoints(0, number(place, "end").intValue());
            double score = Math.clamp(number(place, "score"), 0, 1);
            all.add(new Judgement(String.valueOf(place.text("entity_type")), score, true, start, end));
        }
        return all;
    }

    private static Double number(Obj place, String key) {
        Num number = place.number(key);
        if (number == null) {
            throw new IllegalStateException("Expected places with a start, an end and a score from an analyzer");
        }
        return number.asDouble();
    }
}
