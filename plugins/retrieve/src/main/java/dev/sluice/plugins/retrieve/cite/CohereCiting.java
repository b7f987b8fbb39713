package dev.sluice.plugins.retrieve.cite;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.api.stream.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code citations} of a message, as Cohere's second version has them of documents that it was given. */
final class CohereCiting implements Citing {

    private final Cited cited;

    /** Of a stream, by the place in the message's content. */
    private final Map<Long, Marks> blocks = new HashMap<>();

    /** Of a stream, the number of the next citation. */
    private long next;

    /** Of a stream, how many citations were put in: the numbers of those that follow move. */
    private long inserted;

    CohereCiting(Cited cited) {
        this.cited = cited;
    }

    private Obj citation(Marks.Mark mark, long block) {
        Passage passage = cited.passage(mark);
        return Json.object(
                "start",
                mark.from().characters(),
                "end",
                mark.until().characters(),
                "text",
                mark.said(),
                "type",
                "TEXT_CONTENT",
                "content_index",
                block,
                "sources",
                Json.array(Json.object(
                        "type",
                        "document",
                        "id",
                        passage.id(),
                        "document",
                        Json.object(
                                "id",
                                passage.id(),
                                "title",
                                cited.title(mark),
                                "url",
                                cited.url(mark),
                                "text",
                                passage.text()))));
    }

    /** Behind those that the model has given itself. */
    @Override
    public Obj whole(Obj body) {
        Obj message = body.object("message");
        Arr content = message == null ? null : message.array("content");
        if (message == null || content == null) {
            return body;
        }
        Arr citations = message.array("citations") == null ? Json.array() : message.array("citations");
        int own = citations.size();
        for (int block = 0; block < content.size(); block++) {
            for (Marks.Mark mark : marks(content.get(block))) {
                citations = citations.plus(citation(mark, block));
            }
        }
        return citations.size() == own ? body : body.with("message", message.with("citations", citations));
    }

    /** What a block of text cites; what the model thought before is none. */
    private List<Marks.Mark> marks(Json block) {
        String text = block instanceof Obj said && "text".equals(said.text("type")) ? said.text("text") : null;
        return text == null ? List.of() : Marks.of(text, cited.size());
    }

    @Override
    public List<Event> event(Event event, Obj data) {
        return switch (String.valueOf(data.text("type"))) {
            case "content-delta" -> read(event, data);
            case "content-end" -> ended(event, data);
            case "citation-start", "citation-end" -> own(event, data);
            default -> List.of(event);
        };
    }

    private List<Event> read(Event event, Obj data) {
        if (data.at("/delta/message/content/text") instanceof Str piece) {
            blocks.computeIfAbsent(index(data), first -> new Marks(cited.size()))
                    .add(piece.value());
        }
        return List.of(event);
    }

    private List<Event> ended(Event event, Obj data) {
        long block = index(data);
        Marks marks = blocks.remove(block);
        List<Event> out = new ArrayList<>();
        for (Marks.Mark mark : marks == null ? List.<Marks.Mark>of() : marks.found()) {
            Obj delta = Json.object("message", Json.object("citations", citation(mark, block)));
            out.add(told("citation-start", Json.object("type", "citation-start", "index", next, "delta", delta)));
            out.add(told("citation-end", Json.object("type", "citation-end", "index", next)));
            next++;
            inserted++;
        }
        out.add(event);
        return out;
    }

    /** One that the model has given itself. */
    private List<Event> own(Event event, Obj data) {
        long number = index(data) + inserted;
        next = Math.max(next, number + 1);
        return List.of(inserted == 0 ? event : event.withData(data.with("index", Json.of(number))));
    }

    private static long index(Obj data) {
        Num index = data.number("index");
        return index == null ? 0 : index.asLong();
    }

    private static Event told(String type, Obj data) {
        return Event.of(type, data);
    }
}
