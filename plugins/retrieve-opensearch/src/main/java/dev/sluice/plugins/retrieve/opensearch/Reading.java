package dev.sluice.plugins.retrieve.opensearch;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.plugins.retrieve.opensearch.OpenSearchConfig.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads passages out of hits.
 *
 * @param fields what the index calls them
 * @param fused how near in meaning they are
 * @param words how many of the question's words were looked for
 */
record Reading(Fields fields, Fused fused, int words) {

    /** In the order of the ids; what is gone by now is left out. */
    List<Passage> passages(Arr hits, List<String> ids) {
        Map<String, Passage> passages = new HashMap<>();
        for (Json hit : hits) {
            if (hit instanceof Obj fields && fields.object("_source") != null) {
                String id = String.valueOf(fields.text("_id"));
                passages.put(id, passage(id, fields, Objects.requireNonNull(fields.object("_source"))));
            }
        }
        return ids.stream().map(passages::get).filter(Objects::nonNull).toList();
    }

    private Passage passage(String id, Obj hit, Obj source) {
        Arr matched = hit.array("matched_queries");
        double coverage = matched == null || words == 0 ? 0 : (double) matched.size() / words;
        Num number = source.at(pointer(fields.number())) instanceof Num known ? known : null;
        return new Passage(
                text(source, fields.id()),
                number == null ? 0 : (int) number.asDouble(),
                text(source, fields.title()),
                text(source, fields.url()),
                text(source, fields.heading()),
                text(source, fields.text()),
                Math.max(fused.cosine(id), coverage));
    }

    private static String text(Obj source, String field) {
        return !field.isEmpty() && source.at(pointer(field)) instanceof Str text ? text.value() : "";
    }

    private static String pointer(String field) {
        return "/" + field.replace("~", "~0").replace("/", "~1").replace('.', '/');
    }
}
