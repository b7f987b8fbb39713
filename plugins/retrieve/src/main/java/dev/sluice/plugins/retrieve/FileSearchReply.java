package dev.sluice.plugins.retrieve;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.plugins.retrieve.cite.Citing;
import dev.sluice.plugins.retrieve.cite.ResponseTexts;
import dev.sluice.plugins.retrieve.stores.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells in a reply of OpenAI's responses what was searched: an item before all others, and an annotation for each source that the
 * text cites by its number. The text stays as it is.
 *
 * @param id of the item
 * @param question what was searched for
 * @param found what the model was given, in the order of its numbers
 * @param asked the client's request, whose tools a reply repeats
 * @param results whether the client wants to see what was found
 */
record FileSearchReply(String id, String question, List<Finding.Found> found, Obj asked, boolean results) {

    private static final Pattern CITED = Pattern.compile("\\[(\\d{1,3})]");

    /** A whole reply with it. */
    Obj whole(Obj response) {
        Arr output = response.array("output");
        Obj told = repeated(response);
        return output == null
                ? told
                : texts().whole(told).update("output", all -> ((Arr) all).insert(0, item("completed")));
    }

    private ResponseTexts texts() {
        return new ResponseTexts(this::citations);
    }

    /** Changes the events of one stream, one after the other. */
    Function<Event, List<Event>> events() {
        return new Telling();
    }

    private Obj repeated(Obj response) {
        Obj told = response;
        for (String name : List.of("tools", "tool_choice")) {
            Json said = asked.get(name);
            told = said == null || !told.has(name) ? told : told.with(name, said);
        }
        return told;
    }

    private Obj item(String status) {
        boolean shown = results && status.equals("completed");
        return Json.object(
                "id",
                id,
                "type",
                "file_search_call",
                "status",
                status,
                "queries",
                List.of(question),
                "results",
                shown ? found.stream().map(FileSearchReply::result).toList() : null);
    }

    private static Obj result(Finding.Found one) {
        return Json.object(
                "file_id",
                one.file().id(),
                "filename",
                one.file().name(),
                "score",
                one.passage().relevance(),
                "text",
                one.passage().text(),
                "attributes",
                one.attributes());
    }

    /** Places are counted in characters as people count them, as other languages do. */
    private List<Obj> citations(String text) {
        List<Obj> citations = new ArrayList<>();
        Matcher cited = CITED.matcher(text);
        while (cited.find()) {
            int number = Integer.parseInt(cited.group(1));
            if (number >= 1 && number <= found.size()) {
                Finding.Found source = found.get(number - 1);
                citations.add(Json.object(
                        "type",
                        "file_citation",
                        "index",
                        text.codePointCount(0, cited.start()),
                        "file_id",
                        source.file().id(),
                        "filename",
                        source.file().name()));
            }
        }
        return citations;
    }

    /** One stream. Its events are counted; those that are put in move the numbers of all that follow. */
    private final class Telling implements Function<Event, List<Event>> {

        private final ResponseTexts texts = texts();
        private boolean told;
        private long inserted;

        @Override
        public List<Event> apply(Event event) {
            Obj data = Citing.data(event);
            return data == null || data.text("type") == null ? List.of(event) : changed(event, data);
        }

        private List<Event> changed(Event event, Obj data) {
            List<Event> out = new ArrayList<>();
            if (!told && (data.has("output_index") || isEnd(data))) {
                told = true;
                tell(data, out);
            }
            annotate(data, out);
            out.add(event.withData(moved(changed(data))));
            return out;
        }

        private boolean isEnd(Obj data) {
            String type = data.text("type");
            return "response.completed".equals(type) || "response.incomplete".equals(type);
        }

        private void tell(Obj before, List<Event> out) {
            insert(before, "response.output_item.added", Json.object("item", item("in_progress")), out);
            for (String step : List.of("in_progress", "searching", "completed")) {
                insert(before, "response.file_search_call." + step, Json.object("item_id", id), out);
            }
            insert(before, "response.output_item.done", Json.object("item", item("completed")), out);
        }

        private void insert(Obj before, String type, Obj more, List<Event> out) {
            Obj data = Json.object("type", type, "output_index", 0);
            for (var member : more) {
                data = data.with(member.name(), member.value());
            }
            out.add(Event.of(type, numbered(data, before)));
        }

        private void annotate(Obj data, List<Event> out) {
            for (Obj added : texts.added(data)) {
                Obj placed = added.with("output_index", Json.of(place(data) + 1));
                out.add(Event.of(added.text("type"), numbered(placed, data)));
            }
        }

        private Obj numbered(Obj data, Obj before) {
            Num number = before.number("sequence_number");
            return number == null ? data : data.with("sequence_number", Json.of(number.asLong() + inserted++));
        }

        private Obj moved(Obj data) {
            Num number = data.number("sequence_number");
            Obj moved = number == null ? data : data.with("sequence_number", Json.of(number.asLong() + inserted));
            return data.has("output_index") ? moved.with("output_index", Json.of(place(data) + 1)) : moved;
        }

        private long place(Obj data) {
            Num place = data.number("output_index");
            return place == null ? 0 : place.asLong();
        }

        private Obj changed(Obj data) {
            return switch (String.valueOf(data.text("type"))) {
                case "response.content_part.done", "response.output_item.done" -> texts.changed(data);
                case "response.completed", "response.incomplete" ->
                    data.update("response", response -> response instanceof Obj object ? whole(object) : response);
                default ->
                    data.update("response", response -> response instanceof Obj object ? repeated(object) : response);
            };
        }
    }
}
