package dev.sluice.proxy.dialect;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Small readings of documents that several lenses share. */
public final class Texts {

    private Texts() {}

    public static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The objects in an array; none if it is something else. */
    public static Stream<Obj> objects(@Nullable Json value) {
        return value instanceof Arr array
                ? array.stream().filter(Obj.class::isInstance).map(Obj.class::cast)
                : Stream.empty();
    }

    /** A message's words as content: a string, or a part for each text if there are several. */
    public static Json content(Message message, String partType) {
        List<String> texts = message.parts().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .toList();
        return texts.size() <= 1
                ? Json.of(texts.isEmpty() ? "" : texts.get(0))
                : Json.from(texts.stream()
                        .map(text -> Json.object("type", partType, "text", text))
                        .toList());
    }

    public static String string(@Nullable Json value) {
        return value instanceof Str text ? text.value() : "";
    }
}
