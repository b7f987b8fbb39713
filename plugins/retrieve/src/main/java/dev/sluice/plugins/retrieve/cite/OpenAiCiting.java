package dev.sluice.plugins.retrieve.cite;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code url_citation}s, as OpenAI annotates what it found on the web: of messages of chat completions, and of texts of responses. */
final class OpenAiCiting implements Citing {

    private final Cited cited;
    private final ResponseTexts texts;

    /** Of a stream of chat completions, by choice. */
    private final Map<Long, Marks> choices = new HashMap<>();

    /** Of a stream of a response, how many events were put in: the numbers of those that follow move. */
    private long inserted;

    OpenAiCiting(Cited cited) {
        this.cited = cited;
        this.texts = new ResponseTexts(text ->
                Marks.of(text, cited.size()).stream().map(this::citation).toList());
    }

    private Obj citation(Marks.Mark mark) {
        return place(mark, Json.object("type", "url_citation"));
    }

    private Obj place(Marks.Mark mark, Obj in) {
        return in.with("start_index", Json.of(mark.start().characters()))
                .with("end_index", Json.of(mark.end().characters()))
                .with("url", cited.url(mark))
                .with("title", cited.title(mark));
    }

    /** Behind those that the model has given itself. */
    private Arr annotations(@Nullable Arr own, List<Marks.Mark> marks) {
        Arr all = own == null ? Json.array() : own;
        for (Marks.Mark mark : marks) {
            all = all.plus(Json.object(
                    "type",
                    "url_citation",
                    "url_citation",
                    place(mark, Json.object().build())));
        }
        return all;
    }

    @Override
    public Obj whole(Obj body) {
        Arr all = body.array("choices");
        return all == null ? texts.whole(body) : body.with("choices", all.map(this::choice));
    }

    private Json choice(Json choice) {
        Obj message = choice instanceof Obj object ? object.object("message") : null;
        String content = message == null ? null : message.text("content");
        List<Marks.Mark> marks = content == null ? List.of() : Marks.of(content, cited.size());
        return marks.isEmpty() || message == null
                ? choice
                : ((Obj) choice)
                        .with("message", message.with("annotations", annotations(message.array("annotations"), marks)));
    }

    @Override
    public List<Event> event(Event event, Obj data) {
        return data.array("choices") == null ? response(event, data) : chunk(event, data, data.array("choices"));
    }

    private List<Event> chunk(Event event, Obj data, Arr all) {
        List<Json> cites = new ArrayList<>();
        for (Json choice : all) {
            Num index = choice instanceof Obj object ? object.number("index") : null;
            if (index != null && choice instanceof Obj object) {
                Marks marks = choices.computeIfAbsent(index.asLong(), first -> new Marks(cited.size()));
                if (object.at("/delta/content") instanceof dev.sluice.api.json.Str piece) {
                    marks.add(piece.value());
                }
                if (object.text("finish_reason") != null && !marks.found().isEmpty()) {
                    cites.add(Json.object(
                            "index",
                            index,
                            "delta",
                            Json.object("annotations", annotations(null, marks.found())),
                            "finish_reason",
                            null));
                }
            }
        }
        return cites.isEmpty()
                ? List.of(event)
                : List.of(event.withData(data.without("usage").with("choices", Json.from(cites))), event);
    }

    private List<Event> response(Event event, Obj data) {
        List<Event> out = new ArrayList<>();
        for (Obj added : texts.added(data)) {
            out.add(Event.of(added.text("type"), numbered(added, data)));
            inserted++;
        }
        Obj changed = numbered(texts.changed(data), data);
        out.add(changed == data ? event : event.withData(changed));
        return out;
    }

    private Obj numbered(Obj data, Obj original) {
        Num number = original.number("sequence_number");
        return number == null || (inserted == 0 && data == original)
                ? data
                : data.with("sequence_number", Json.of(number.asLong() + inserted));
    }
}
