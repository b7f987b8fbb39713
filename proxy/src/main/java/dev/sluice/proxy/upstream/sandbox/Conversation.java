package dev.sluice.proxy.upstream.sandbox;

import dev.sluice.api.CallError;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.proxy.dialect.Inputs;

/** Refuses a chat in which nobody says anything, as providers do. */
final class Conversation {

    private Conversation() {}

    /**
     * Looks at what is asked.
     *
     * @param prompt of a chat, in whatever dialect
     * @throws CallError if there is no message, or one is none
     */
    static void check(Prompt prompt) {
        Obj body = prompt.json();
        if (body.get("input") != null) {
            input(body.get("input"));
        } else if (body.get("contents") != null) {
            messages("contents", body.get("contents"), false);
        } else if (body.get("messages") != null) {
            messages("messages", body.get("messages"), true);
        } else if (prompt.messages().isEmpty()) {
            throw Inputs.wrong("messages", "a list of messages");
        }
    }

    private static void input(Json input) {
        if (!(input instanceof Str)) {
            messages("input", input, false);
        }
    }

    private static void messages(String field, Json value, boolean needsRole) {
        if (!(value instanceof Arr several) || several.isEmpty()) {
            throw Inputs.wrong(field, "a list of at least one message");
        }
        for (int i = 0; i < several.size(); i++) {
            String path = field + "[" + i + "]";
            if (!(several.get(i) instanceof Obj message)) {
                throw Inputs.wrong(path, "an object");
            }
            if (needsRole && !(message.get("role") instanceof Str)) {
                throw Inputs.wrong(path + ".role", "a text");
            }
        }
    }
}
