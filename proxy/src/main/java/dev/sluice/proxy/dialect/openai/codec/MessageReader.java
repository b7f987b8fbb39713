package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Inputs;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the messages of chat completions. */
final class MessageReader {

    private static final String CONTENT = "content";

    private final Losses losses;
    private final TurnList turns = new TurnList();

    private MessageReader(Losses losses) {
        this.losses = losses;
    }

    static List<Turn> read(@Nullable Arr messages, Losses losses) {
        MessageReader reader = new MessageReader(losses);
        if (messages == null) {
            throw wrong("messages", "an array of messages");
        }
        for (int i = 0; i < messages.size(); i++) {
            reader.message(messages.get(i), "messages[" + i + "]");
        }
        return reader.turns.all();
    }

    private void message(Json value, String path) {
        if (!(value instanceof Obj message)) {
            throw wrong(path, "an object");
        }
        Fields fields = Fields.of(message, path, losses);
        switch (fields.textOrEmpty("role")) {
            case "system", "developer" -> turns.add(Role.SYSTEM, ContentReader.asked(fields, CONTENT, losses));
            case "user" -> turns.add(Role.USER, ContentReader.asked(fields, CONTENT, losses));
            case "assistant" -> turns.add(Role.ASSISTANT, answered(fields, message.get(CONTENT)));
            case "tool", "function" -> result(fields);
            default -> throw wrong(path + ".role", "one of system, developer, user, assistant, tool");
        }
        fields.lose("name", "was left out: participants have no names in other APIs")
                .rest();
    }

    /** An earlier answer, whose content may be missing, as beside calls of tools. */
    private List<ChatPart> answered(Fields fields, @Nullable Json content) {
        if (content == null || content instanceof Null || content instanceof Str || content instanceof Arr) {
            return answer(fields, losses);
        }
        throw Inputs.wrong(fields.at(CONTENT), "a text or a list of parts");
    }

    private void result(Fields fields) {
        String id = fields.text("tool_call_id");
        String name = id == null ? fields.textOrEmpty("name") : "";
        turns.results(new ChatPart.ToolResult(
                Texts.orEmpty(id), name, ContentReader.read(fields.any(CONTENT), fields.at(CONTENT), losses), false));
    }

    /** What a model has said: in a message of the conversation, or in a reply. */
    static List<ChatPart> answer(Fields fields, Losses losses) {
        List<ChatPart> parts = new ArrayList<>(ThoughtReader.read(fields, losses));
        parts.addAll(ContentReader.read(fields.any(CONTENT), fields.at(CONTENT), losses));
        String refusal = fields.text("refusal");
        if (refusal != null && !refusal.isEmpty()) {
            parts.add(new ChatPart.Refusal(refusal));
        }
        Obj legacy = fields.object("function_call");
        if (legacy != null) {
            parts.add(function("", legacy, null));
        }
        Arr calls = fields.array("tool_calls");
        for (int i = 0; calls != null && i < calls.size(); i++) {
            call(calls.get(i), fields.at("tool_calls[" + i + "]"), losses, parts);
        }
        fields.lose("audio", "was left out: sound of earlier answers cannot be sent to another API");
        return parts;
    }

    private static void call(Json value, String path, Losses losses, List<ChatPart> parts) {
        Obj call = value instanceof Obj object ? object : null;
        Obj function = call == null ? null : call.object("function");
        if (call == null || function == null) {
            losses.add(path, "is no call of a function and was left out");
        } else {
            parts.add(function(Texts.orEmpty(call.text("id")), function, signature(call)));
        }
    }

    private static ChatPart function(String id, Obj function, @Nullable String signature) {
        return new ChatPart.ToolCall(
                id, Texts.orEmpty(function.text("name")), Texts.orEmpty(function.text("arguments")), signature);
    }

    /** As Gemini's own endpoint in OpenAI's API has it. */
    static @Nullable String signature(Obj call) {
        String signature = Texts.string(call.at("/extra_content/google/thought_signature"));
        return signature.isEmpty() ? null : signature;
    }

    private static CallError wrong(String param, String expected) {
        return CallError.of(Category.INVALID_REQUEST, "invalid_value", "Expected " + expected + " as '" + param + "'.")
                .withParam(param);
    }
}
