package dev.sluice.plugins.retrieve.cite;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Annotates the texts of OpenAI's responses, in a whole one and in those events that repeat a part of it.
 *
 * @param annotations of a text, in order
 */
public record ResponseTexts(Function<String, List<Obj>> annotations) {

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
     * What has to come before the event that says that a text is done.
     *
     * @param done that event's data
     * @return data of {@code response.output_text.annotation.added}, without sequence numbers
     */
    public List<Obj> added(Obj done) {
        List<Obj> added = new ArrayList<>();
        for (Obj cited : annotations.apply(String.valueOf(done.text("text")))) {
            Obj data = Json.object(
                    "type",
                    "response.output_text.annotation.added",
                    "annotation_index",
                    added.size(),
                    "annotation",
                    cited);
            for (String name : List.of("item_id", "output_index", "content_index")) {
                data = done.has(name) ? data.with(name, Json.from(done.get(name))) : data;
            }
            added.add(data);
        }
        return added;
    }
}
