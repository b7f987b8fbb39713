package dev.sluice.plugins.retrieve.cite;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Annotates the texts of one of OpenAI's responses, whole or in those events that repeat a part of it, behind what annotations they have. */
public final class ResponseTexts {

    private static final String ADDED = "response.output_text.annotation.added";

    private final Function<String, List<Obj>> annotations;

    /** Of a stream, how many annotations a text has that is not done, by its place. */
    private final Map<String, Integer> there = new HashMap<>();

    /**
     * For one response.
     *
     * @param annotations of a text, in order
     */
    public ResponseTexts(Function<String, List<Obj>> annotations) {
        this.annotations = annotations;
    }

    /**
     * All of a response.
     *
     * @param response with {@code output}
     * @return with the texts of its messages annotated
     */
    public Obj whole(Obj response) {
        Arr output = response.array("output");
        return output == null ? response : response.with("output", output.map(this::item));
    }

    /**
     * One item.
     *
     * @param item such as a message
     * @return with its texts annotated
     */
    public Json item(Json item) {
        Arr content = item instanceof Obj object ? object.array("content") : null;
        return content == null || !(item instanceof Obj message)
                ? item
                : message.with("content", content.map(this::part));
    }

    /**
     * One part of an item's content.
     *
     * @param part such as {@code output_text}
     * @return annotated if it is a text
     */
    public Json part(Json part) {
        if (!(part instanceof Obj text) || !"output_text".equals(text.text("type")) || text.text("text") == null) {
            return part;
        }
        Arr all = text.array("annotations") == null ? Json.array() : text.array("annotations");
        List<Obj> cited = annotations.apply(String.valueOf(text.text("text")));
        for (Obj one : cited) {
            all = all.plus(one);
        }
        return cited.isEmpty() ? part : text.with("annotations", all);
    }

    /**
     * An event's data, changed where it repeats texts that are done.
     *
     * @param data the event's
     * @return the same, or with annotated texts
     */
    public Obj changed(Obj data) {
        return switch (String.valueOf(data.text("type"))) {
            case "response.content_part.done" -> data.update("part", this::part);
            case "response.output_item.done" -> data.update("item", this::item);
            case "response.completed", "response.incomplete" ->
                data.update("response", response -> response instanceof Obj object ? whole(object) : response);
            default -> data;
        };
    }

    /**
     * What has to come before an event of a stream, all of whose events are given here in their order.
     *
     * @param data the event's
     * @return data of {@code response.output_text.annotation.added}, without sequence numbers; empty unless a text is done
     */
    public List<Obj> added(Obj data) {
        String place = data.text("item_id") + "/" + data.get("content_index");
        return switch (String.valueOf(data.text("type"))) {
            case ADDED -> {
                there.merge(place, 1, Integer::sum);
                yield List.of();
            }
            case "response.output_text.done" -> {
                Integer own = there.remove(place);
                yield added(data, own == null ? 0 : own);
            }
            default -> List.of();
        };
    }

    private List<Obj> added(Obj done, int own) {
        List<Obj> added = new ArrayList<>();
        for (Obj cited : annotations.apply(String.valueOf(done.text("text")))) {
            Obj data = Json.object("type", ADDED, "annotation_index", own + added.size(), "annotation", cited);
            for (String name : List.of("item_id", "output_index", "content_index")) {
                data = done.has(name) ? data.with(name, Json.from(done.get(name))) : data;
            }
            added.add(data);
        }
        return added;
    }
}
