package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the items of responses, in requests and in what models answer. */
final class ItemReader {

    private final Losses losses;
    private final TurnList turns = new TurnList();

    private ItemReader(Losses losses) {
        this.losses = losses;
    }

    static List<Turn> read(@Nullable Json input, Losses losses) {
        ItemReader reader = new ItemReader(losses);
        switch (input) {
            case Str text -> reader.turns.add(Role.USER, List.of(new ChatPart.Text(text.value())));
            case Arr items -> {
                for (int i = 0; i < items.size(); i++) {
                    reader.item(items.get(i), "input[" + i + "]");
                }
            }
            case null, default -> throw wrong("input", "a text or an array of items");
        }
        return reader.turns.all();
    }

    private void item(Json value, String path) {
        if (!(value instanceof Obj item)) {
            throw wrong(path, "an object");
        }
        Fields fields = Fields.of(item, path, losses).skip("id", "status", "type");
        switch (Texts.orEmpty(item.text("type"))) {
            case "", "message" -> message(fields, path);
            case "function_call" -> turns.join(Role.ASSISTANT, call(item));
            case "function_call_output" -> result(fields);
            case "reasoning" -> turns.join(Role.ASSISTANT, thought(item));
            default -> {
                losses.add(
                        path,
                        "is an item of the kind '" + item.text("type")
                                + "', which other APIs do not have, and was left out");
                return;
            }
        }
        if (item.text("type") == null || "message".equals(item.text("type"))) {
            fields.lose("phase", "was left out: other APIs have no word for it").rest();
        }
    }

    private void message(Fields fields, String path) {
        List<ChatPart> parts = ContentReader.asked(fields, "content", losses);
        switch (fields.textOrEmpty("role")) {
            case "system", "developer" -> turns.add(Role.SYSTEM, parts);
            case "user" -> turns.add(Role.USER, parts);
            case "assistant" -> parts.forEach(part -> turns.join(Role.ASSISTANT, part));
            default -> throw wrong(path + ".role", "one of system, developer, user, assistant");
        }
    }

    private void result(Fields fields) {
        List<ChatPart> content = ContentReader.read(fields.any("output"), fields.at("output"), losses);
        turns.results(new ChatPart.ToolResult(fields.textOrEmpty("call_id"), "", content, false));
    }

    static ChatPart call(Obj item) {
        return new ChatPart.ToolCall(
                Texts.orEmpty(item.text("call_id")),
                Texts.orEmpty(item.text("name")),
                Texts.orEmpty(item.text("arguments")),
                null);
    }

    /** The summary if there is one; else the thinking itself, which open models show. */
    static ChatPart.Reasoning thought(Obj item) {
        String summary = texts(item.get("summary"));
        return new ChatPart.Reasoning(
                summary.isEmpty() ? texts(item.get("content")) : summary, item.text("encrypted_content"));
    }

    private static String texts(@Nullable Json parts) {
        return Texts.objects(parts)
                .map(part -> Texts.orEmpty(part.text("text")))
                .collect(Collectors.joining(BETWEEN));
    }

    /** What stands between two parts of a summary. */
    static final String BETWEEN = "\n\n";

    private static CallError wrong(String param, String expected) {
        return CallError.of(Category.INVALID_REQUEST, "invalid_value", "Expected " + expected + " as '" + param + "'.")
                .withParam(param);
    }
}
