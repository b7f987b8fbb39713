package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import io.vertx.core.buffer.Buffer;
import java.util.function.UnaryOperator;

/** Inputs of tools: JSON in the document, text to whoever looks at them. */
public final class Inputs {

    private Inputs() {}

    /**
     * Edits an input as text.
     *
     * @param input as it stands in the document
     * @param edit of its text
     * @return the same value if the edit says the same; an empty object if it leaves nothing
     */
    public static Json map(Json input, UnaryOperator<String> edit) {
        String text = input.toString();
        String changed = edit.apply(text);
        return changed.equals(text) ? input : read(changed);
    }

    /**
     * Arguments as the object that an input has to be.
     *
     * @param arguments as the model wrote them; blank for none
     * @param path of the call
     * @param losses takes those that are no object
     * @return the object; empty if they are none
     */
    public static Obj of(String arguments, String path, Losses losses) {
        try {
            if (read(arguments) instanceof Obj input) {
                return input;
            }
        } catch (CallError e) {
            losses.add(path + ".arguments", "are no JSON, and were left out");
            return Json.object().build();
        }
        losses.add(path + ".arguments", "are no JSON object, and were left out");
        return Json.object().build();
    }

    private static Json read(String text) {
        try {
            return text.isBlank() ? Json.object().build() : Json.parse(Buffer.buffer(text));
        } catch (JsonSyntaxException e) {
            throw broken().withCause(e);
        }
    }

    private static CallError broken() {
        return CallError.of(
                CallError.Category.INTERNAL,
                "tool_input_broken",
                "A filter has changed the input of a tool into what is no JSON. Escape what is put into its strings.");
    }
}
