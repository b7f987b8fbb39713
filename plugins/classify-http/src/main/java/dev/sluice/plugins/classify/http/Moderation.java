package dev.sluice.plugins.classify.http;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a moderation model: {@code POST {"model", "input": [..]}}, answered by {@code {"results": [{"categories", "category_scores"}]}}.
 * A long text is one question of several inputs.
 */
record Moderation(Service service, String model, Limits limits) implements Classifier {

    /** Characters of one input: what such models read well. */
    private static final int PIECE = 8_000;

    @Override
    public Future<List<Judgement>> classify(String text) {
        List<Integer> cuts = cuts(text);
        List<String> pieces = new ArrayList<>(cuts.size());
        for (int i = 0; i + 1 < cuts.size(); i++) {
            pieces.add(text.substring(cuts.get(i), cuts.get(i + 1)));
        }
        return service.ask(Json.object("model", model, "input", Json.from(pieces)))
                .map(answer -> read(answer, cuts));
    }

    /** Where the text is cut: never within a pair of surrogates. */
    private static List<Integer> cuts(String text) {
        List<Integer> cuts = new ArrayList<>(List.of(0));
        for (int at = 0; at < text.length(); cuts.add(at)) {
            int end = Math.min(text.length(), at + PIECE);
            at = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
        }
        return cuts;
    }

    private static List<Judgement> read(Json answer, List<Integer> cuts) {
        Arr results = answer.at("/results") instanceof Arr list ? list : Json.array();
        if (results.size() != cuts.size() - 1) {
            throw new IllegalStateException(
                    "Expected " + (cuts.size() - 1) + " results of a moderation model, found " + results.size());
        }
        List<Judgement> all = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (!(results.get(i) instanceof Obj result) || result.object("categories") == null) {
                throw new IllegalStateException("Expected a moderation model's categories, found none");
            }
            read(result, cuts.get(i), cuts.get(i + 1), all);
        }
        return all;
    }

    private static void read(Obj result, int start, int end, List<Judgement> all) {
        Obj scores = result.object("category_scores");
        Obj flags = result.object("categories");
        for (Member category : flags == null ? List.<Member>of() : flags.members()) {
            boolean flagged = category.value() == Bool.TRUE;
            Num score = scores == null ? null : scores.number(category.name());
            double sure = score == null ? (flagged ? 1 : 0) : Math.clamp(score.asDouble(), 0, 1);
            all.add(new Judgement(category.name(), sure, flagged, start, end));
        }
    }
}
