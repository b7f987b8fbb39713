package dev.sluice.plugins.retrieve.cite;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.api.stream.Event;
import java.util.ArrayList;
import java.util.List;

/** {@code citations} of a message, as Cohere's second version has them of documents that it was given. */
final class CohereCiting implements Citing {

    private final Cited cited;
    private final Marks streamed;

    CohereCiting(Cited cited) {
        this.cited = cited;
        this.streamed = new Marks(cited.size());
    }

    private Obj citation(Marks.Mark mark) {
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
                0,
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

    @Override
    public Obj whole(Obj body) {
        Obj message = body.object("message");
        if (message == null || !(message.at("/content/0/text") instanceof Str text)) {
            return body;
        }
        List<Marks.Mark> marks = Marks.of(text.value(), cited.size());
        return marks.isEmpty()
                ? body
                : body.with(
                        "message",
                        message.with(
                                "citations",
                                Json.array(marks.stream().map(this::citation).toArray())));
    }

    @Override
    public List<Event> event(Event event, Obj data) {
        if ("content-delta".equals(data.text("type")) && data.at("/delta/message/content/text") instanceof Str piece) {
            streamed.add(piece.value());
        }
        if (!"content-end".equals(data.text("type"))) {
            return List.of(event);
        }
        List<Event> out = new ArrayList<>();
        for (Marks.Mark mark : streamed.found()) {
            int index = out.size() / 2;
            Obj delta = Json.object("message", Json.object("citations", citation(mark)));
            out.add(told("citation-start", Json.object("type", "citation-start", "index", index, "delta", delta)));
            out.add(told("citation-end", Json.object("type", "citation-end", "index", index)));
        }
        out.add(event);
        return out;
    }

    private static Event told(String type, Obj data) {
        return Event.of(type, data);
    }
}
