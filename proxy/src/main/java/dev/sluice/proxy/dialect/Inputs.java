package dev.sluice.proxy.dialect;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Str;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads texts that stand alone or in a list. None may be left out, since each has its place in the reply. */
public final class Inputs {

    private Inputs() {}

    /**
     * Reads them.
     *
     * @param value one text, or a list of texts
     * @param field where it stands, as an error names it
     * @return the texts, in order
     * @throws CallError if there are none, or one is something else, such as an image or a list of tokens
     */
    public static List<String> texts(@Nullable Json value, String field) {
        List<String> texts = new ArrayList<>();
        switch (value) {
            case Str text -> texts.add(text.value());
            case Arr several -> several.forEach(each -> texts.add(text(each, field)));
            case null, default -> {}
        }
        if (texts.isEmpty()) {
            throw refused(field, "a text or a list of texts");
        }
        return texts;
    }

    private static String text(Json value, String field) {
        if (value instanceof Str text) {
            return text.value();
        }
        throw refused(field, "texts alone, as the provider of this model speaks another API");
    }

    /**
     * What the caller is told of a conversation that makes no sense.
     *
     * @param field where
     * @param expected what stands there in the caller's API
     * @return an error to be thrown
     */
    public static CallError wrong(String field, String expected) {
        return CallError.of(
                        Category.INVALID_REQUEST,
                        "invalid_value",
                        "Expected '" + field + "' to be " + expected + ", but found something else.")
                .withParam(field);
    }

    /** What the caller is told of a field. */
    public static CallError refused(String field, String expected) {
        return CallError.of(
                        Category.INVALID_REQUEST,
                        "not_translatable",
                        "Expected '" + field + "' to be " + expected + ", but found something else.")
                .withParam(field);
    }
}
