package dev.sluice.plugins.retrieve.cite;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.api.stream.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code groundingMetadata} of candidates, as Gemini says what it has found in one's documents. Its places are counted in bytes. */
final class GeminiCiting implements Citing {

    private static final String METADATA = "groundingMetadata";

    private final Cited cited;
    private final Map<Long, Candidate> candidates = new HashMap<>();

    /** What was said by now, and what the model has found by itself. */
    private static final class Candidate {

        private final Marks marks;
        private Obj found = Json.object().build();

        Candidate(int sources) {
            this.marks = new Marks(sources);
        }
    }

    GeminiCiting(Cited cited) {
        this.cited = cited;
    }

    @Override
    public Obj whole(Obj body) {
        Arr all = body.array("candidates");
        return all == null ? body : body.with("candidates", all.map(this::candidate));
    }

    /** The last piece of a candidate says why it ended, and what all of it cites. */
    private Json candidate(Json candidate) {
        if (!(candidate instanceof Obj said)) {
            return candidate;
        }
        Num index = said.number("index");
        Candidate known =
                candidates.computeIfAbsent(index == null ? 0 : index.asLong(), first -> new Candidate(cited.size()));
        Marks marks = known.marks;
        if (said.get(METADATA) instanceof Obj found) {
            known.found = found;
        }
        if (said.at("/content/parts") instanceof Arr parts) {
            parts.stream()
                    .filter(part -> part instanceof Obj text && !Boolean.TRUE.equals(text.bool("thought")))
                    .map(part -> ((Obj) part).get("text"))
                    .filter(Str.class::isInstance)
                    .forEach(text -> marks.add(((Str) text).value()));
        }
        return said.text("finishReason") == null || marks.found().isEmpty()
                ? candidate
                : said.with(METADATA, metadata(known.found, marks.found()));
    }

    /** What the model has found stays, its chunks before ours, since its supports name them by their places. */
    private Obj metadata(Obj found, List<Marks.Mark> marks) {
        Arr chunks = listed(found, "groundingChunks");
        Arr supports = listed(found, "groundingSupports");
        int own = chunks.size();
        for (Passage passage : cited.passages()) {
            chunks = chunks.plus(chunk(passage));
        }
        for (Marks.Mark mark : marks) {
            supports = supports.plus(support(mark, own));
        }
        return found.with("groundingChunks", chunks).with("groundingSupports", supports);
    }

    private static Arr listed(Obj found, String name) {
        Arr list = found.array(name);
        return list == null ? Json.array() : list;
    }

    private Obj chunk(Passage passage) {
        Marks.Spot none = new Marks.Spot(0, 0);
        Marks.Mark mark = new Marks.Mark(cited.passages().indexOf(passage), "", none, none, none, none);
        return Json.object(
                "retrievedContext",
                Json.object("uri", cited.url(mark), "title", cited.title(mark), "text", passage.text()));
    }

    private static Obj support(Marks.Mark mark, int before) {
        return Json.object(
                "segment",
                Json.object(
                        "startIndex",
                        mark.from().bytes(),
                        "endIndex",
                        mark.until().bytes(),
                        "text",
                        mark.said()),
                "groundingChunkIndices",
                Json.array(before + mark.source()));
    }

    @Override
    public List<Event> event(Event event, Obj data) {
        Obj changed = whole(data);
        return List.of(changed == data ? event : event.withData(changed));
    }
}
