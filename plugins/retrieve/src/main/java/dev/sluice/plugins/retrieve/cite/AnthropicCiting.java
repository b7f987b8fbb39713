package dev.sluice.plugins.retrieve.cite;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.stream.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code search_result_location}s, as Claude cites search results that it was given, at the blocks of text that cite them. */
final class AnthropicCiting implements Citing {

    private static final String DELTA = "content_block_delta";

    private final Cited cited;
    private final Map<Long, Marks> blocks = new HashMap<>();

    AnthropicCiting(Cited cited) {
        this.cited = cited;
    }

    private Obj citation(Marks.Mark mark) {
        return Json.object(
                "type",
                "search_result_location",
                "cited_text",
                cited.passage(mark).text(),
                "source",
                cited.url(mark),
                "title",
                cited.title(mark),
                "search_result_index",
                mark.source(),
                "start_block_index",
                0,
                "end_block_index",
                1);
    }

    @Override
    public Obj whole(Obj body) {
        Arr content = body.array("content");
        return content == null ? body : body.with("content", content.map(this::block));
    }

    /** Behind those that the model has given itself. */
    private Json block(Json block) {
        String text = block instanceof Obj object && "text".equals(object.text("type")) ? object.text("text") : null;
        List<Marks.Mark> marks = text == null ? List.of() : Marks.of(text, cited.size());
        if (marks.isEmpty() || !(block instanceof Obj said)) {
            return block;
        }
        Arr citations = said.array("citations") == null ? Json.array() : said.array("citations");
        for (Marks.Mark mark : marks) {
            citations = citations.plus(citation(mark));
        }
        return said.with("citations", citations);
    }

    @Override
    public List<Event> event(Event event, Obj data) {
        Num index = data.number("index");
        if (index == null) {
            return List.of(event);
        }
        if (DELTA.equals(data.text("type")) && data.at("/delta/text") instanceof Str piece) {
            blocks.computeIfAbsent(index.asLong(), first -> new Marks(cited.size()))
                    .add(piece.value());
        }
        Marks marks = blocks.get(index.asLong());
        if (!"content_block_stop".equals(data.text("type")) || marks == null) {
            return List.of(event);
        }
        List<Event> out = new ArrayList<>();
        for (Marks.Mark mark : marks.found()) {
            Obj delta = Json.object("type", "citations_delta", "citation", citation(mark));
            out.add(Event.of(DELTA, Json.object("type", DELTA, "index", index, "delta", delta)));
        }
        out.add(event);
        return out;
    }
}
