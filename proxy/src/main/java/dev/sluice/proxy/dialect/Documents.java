package dev.sluice.proxy.dialect;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import io.vertx.core.buffer.Buffer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Values that are JSON in one dialect and JSON as text in another. */
public final class Documents {

    private Documents() {}

    /**
     * Edits a value by its text.
     *
     * @param value any value
     * @param edit gets the value's JSON
     * @return the same value if the edit says the same; an empty object if nothing is left of it
     * @throws CallError if what the edit makes of it is not JSON
     */
    public static Json edit(Json value, UnaryOperator<String> edit) {
        String text = value.toString();
        String changed = edit.apply(text);
        return changed.equals(text) ? value : ofText(changed);
    }

    /**
     * Edits a document that a reply says.
     *
     * @param value any value
     * @param texts edit its JSON
     * @param channel where it stands
     * @return the same value if they say the same; an empty object if the reply ends in the middle of it, since half a document is none
     * @throws CallError if what they make of it is not JSON
     */
    public static Json edit(Json value, ChannelTexts texts, Channel channel) {
        return edit(value, text -> {
            String left = texts.whole(channel, text);
            return texts.isCut() ? "" : left;
        });
    }

    /** What a filter has made of a document's text. */
    private static Json ofText(String text) {
        if (text.isBlank()) {
            return Json.object().build();
        }
        Json parsed = parse(text);
        if (parsed == null) {
            throw CallError.of(
                    Category.INTERNAL,
                    "invalid_rewrite",
                    "A filter rewrote a tool's arguments to something that is not JSON; this dialect cannot carry that.");
        }
        return parsed;
    }

    /**
     * Reads JSON.
     *
     * @param text perhaps JSON
     * @return null if it is not
     */
    public static @Nullable Json parse(String text) {
        try {
            return Json.parse(Buffer.buffer(text));
        } catch (JsonSyntaxException e) {
            return null; // As the caller is told.
        }
    }

    /**
     * Reads a JSON object.
     *
     * @param text perhaps one
     * @return null if it is none
     */
    public static @Nullable Obj object(String text) {
        return parse(text) instanceof Obj object ? object : null;
    }

    /**
     * The words of a document that a model is to read.
     *
     * @param document a text, or an object that has one at {@code data}, or is read as a whole
     * @return its words; empty if it has none
     */
    public static String words(@Nullable Json document) {
        return switch (document) {
            case Str text -> text.value();
            case Obj object -> object.get("data") == null ? object.toString() : words(object.get("data"));
            case null, default -> "";
        };
    }

    /**
     * Edits every string in a value, however deep; names of members stay.
     *
     * @param value any value
     * @param edit called for each, in order
     * @return the value with what changed
     */
    public static Json strings(Json value, UnaryOperator<String> edit) {
        return switch (value) {
            case Str text -> Edits.text(text, edit);
            case Arr array -> array.map(element -> strings(element, edit));
            case Obj object -> Edits.members(object, (name, member) -> strings(member, edit));
            default -> value;
        };
    }
}
