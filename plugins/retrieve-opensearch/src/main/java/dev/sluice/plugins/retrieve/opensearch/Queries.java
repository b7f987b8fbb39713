package dev.sluice.plugins.retrieve.opensearch;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieve.Search;
import dev.sluice.plugins.retrieve.opensearch.OpenSearchConfig.Engine;
import dev.sluice.plugins.retrieve.opensearch.OpenSearchConfig.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Says a search in the engine's words. */
final class Queries {

    private static final int LEAST_LOOKED_AT = 100;

    private final OpenSearchConfig config;
    private final Fields fields;

    Queries(OpenSearchConfig config) {
        this.config = config;
        this.fields = config.fields();
    }

    /** The half that searches words. */
    Obj words(Search search) {
        Obj match = Json.object(
                "multi_match",
                Json.object("query", search.text(), "type", "most_fields", "fields", Json.from(searched())));
        return ids(search.fusion().candidates())
                .put("query", bool("must", match, allowed(search)))
                .build();
    }

    /** The half that searches vectors. */
    Obj vectors(Search search, float[] vector) {
        int candidates = search.fusion().candidates();
        Obj filter = Json.object("bool", Json.object("filter", Json.from(allowed(search))));
        Obj.Builder query = ids(candidates);
        return config.engine() == Engine.ELASTICSEARCH
                ? query.put(
                                "knn",
                                Json.object(
                                        "field",
                                        fields.vector(),
                                        "query_vector",
                                        numbers(vector),
                                        "k",
                                        candidates,
                                        "num_candidates",
                                        Math.max(LEAST_LOOKED_AT, 2 * candidates),
                                        "filter",
                                        filter))
                        .build()
                : query.put(
                                "query",
                                Json.object(
                                        "knn",
                                        Json.object(
                                                fields.vector(),
                                                Json.object(
                                                        "vector", numbers(vector), "k", candidates, "filter", filter))))
                        .build();
    }

    /** The texts of passages, each with which of some words it has; under the same conditions, since one may have changed hands by now. */
    Obj texts(Search search, Collection<String> ids, List<String> words) {
        List<Json> filters = allowed(search);
        filters.add(Json.object("ids", Json.object("values", Json.from(List.copyOf(ids)))));
        List<Json> should = new ArrayList<>();
        words.forEach(word -> should.add(Json.object(
                "multi_match", Json.object("query", word, "fields", Json.from(searched()), "_name", word))));
        return Json.object()
                .put("size", ids.size())
                .put("_source", Json.from(shown()))
                .put(
                        "query",
                        Json.object("bool", Json.object("filter", Json.from(filters), "should", Json.from(should))))
                .build();
    }

    private static Obj.Builder ids(int size) {
        return Json.object().put("size", size).put("_source", false);
    }

    private static Obj bool(String key, Obj query, List<Json> filters) {
        return Json.object("bool", Json.object(key, Json.array(query), "filter", Json.from(filters)));
    }

    /** In each half, so that none of the candidates is wasted on what may not be found. */
    private List<Json> allowed(Search search) {
        List<Json> all = new ArrayList<>();
        if (config.access() == OpenSearchConfig.AccessBy.ROWS) {
            all.add(anyOf(fields.tenant(), List.of(search.asker().tenant(), Search.EVERYBODY)));
            if (!fields.labels().isEmpty()) {
                all.add(labels(search.asker().labels()));
            }
        }
        search.conditions().forEach(condition -> condition(condition, all));
        return all;
    }

    private Obj labels(Collection<String> has) {
        Obj none = Json.object(
                "bool",
                Json.object("must_not", Json.array(Json.object("exists", Json.object("field", fields.labels())))));
        return Json.object(
                "bool",
                Json.object("should", Json.array(none, anyOf(fields.labels(), has)), "minimum_should_match", 1));
    }

    private void condition(Search.Condition condition, List<Json> all) {
        String field = fields.metadata() + condition.field();
        if (!condition.anyOf().isEmpty()) {
            all.add(anyOf(field, condition.anyOf()));
        }
        Obj.Builder range = Json.object();
        if (condition.min() != null) {
            range.put("gte", condition.min());
        }
        if (condition.max() != null) {
            range.put("lte", condition.max());
        }
        if (condition.min() != null || condition.max() != null) {
            all.add(Json.object("range", Json.object(field, range.build())));
        }
    }

    private static Obj anyOf(String field, Collection<String> values) {
        return Json.object("terms", Json.object(field, Json.from(List.copyOf(values))));
    }

    private List<String> searched() {
        return fields.heading().isEmpty() ? List.of(fields.text()) : List.of(fields.text(), fields.heading());
    }

    private List<String> shown() {
        List<String> shown = new ArrayList<>(List.of(fields.id(), fields.number(), fields.text()));
        List.of(fields.title(), fields.url(), fields.heading()).stream()
                .filter(field -> !field.isEmpty())
                .forEach(shown::add);
        return shown;
    }

    private static Json numbers(float[] vector) {
        List<Json> numbers = new ArrayList<>(vector.length);
        for (float number : vector) { // As short as a float is: 0.1, not 0.10000000149011612.
            numbers.add(Json.of(Double.parseDouble(Float.toString(number))));
        }
        return Json.from(numbers);
    }
}
