package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Texts;
import dev.sluice.proxy.dialect.TurnRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a request of messages says. */
final class RequestReader {

    private final Fields fields;
    private final Losses losses;

    private RequestReader(Obj body, Losses losses) {
        this.fields = Fields.of(body, "", losses);
        this.losses = losses;
    }

    static ChatRequest read(Obj body, Losses losses) {
        RequestReader reader = new RequestReader(body, losses);
        ChatRequest request = reader.request();
        reader.fields.rest();
        return request;
    }

    private ChatRequest request() {
        Fields config = child("output_config");
        ChatRequest request = new ChatRequest(
                fields.textOrEmpty("model"),
                Boolean.TRUE.equals(fields.truth("stream")),
                turns(),
                ToolFields.read(fields),
                sampling(),
                output(config),
                ThinkingFields.read(fields, config),
                labels());
        config.rest();
        return request;
    }

    private Fields child(String name) {
        Obj object = fields.object(name);
        return Fields.of(object == null ? Json.object().build() : object, name, losses);
    }

    private Sampling sampling() {
        return new Sampling(
                fields.decimal("temperature"), fields.decimal("top_p"), fields.integer("top_k"), null, null, null);
    }

    private Output output(Fields config) {
        Obj format = config.object("format");
        Obj earlier = fields.object("output_format");
        return new Output(
                fields.integer("max_tokens"),
                strings(fields.array("stop_sequences")),
                null,
                format(format == null ? earlier : format),
                null,
                null);
    }

    private static Output.@Nullable Format format(@Nullable Obj format) {
        Obj schema = format == null ? null : format.object("schema");
        return schema == null ? null : SchemaNames.read(schema);
    }

    private static List<String> strings(@Nullable Arr texts) {
        return texts == null
                ? List.of()
                : texts.stream()
                        .filter(Str.class::isInstance)
                        .map(Texts::string)
                        .toList();
    }

    private Labels labels() {
        Fields metadata = child("metadata");
        String user = metadata.text("user_id");
        metadata.rest();
        String tier = fields.text("service_tier");
        return new Labels(user, Map.of(), "standard_only".equals(tier) ? "default" : tier, null);
    }

    private List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        BlockReader reader = new BlockReader(losses);
        TurnRuns.add(turns, Role.SYSTEM, reader.content(fields.any("system"), "system"));
        Arr messages = fields.array("messages");
        if (messages == null) {
            throw CallError.of(
                            CallError.Category.INVALID_REQUEST,
                            "invalid_request",
                            "Expected messages to be a list of turns.")
                    .withParam("messages");
        }
        for (int i = 0; i < messages.size(); i++) {
            turn(messages.get(i), "messages[" + i + "]", reader, turns);
        }
        return turns;
    }

    private void turn(Json json, String path, BlockReader reader, List<Turn> turns) {
        Fields message =
                Fields.of(json instanceof Obj object ? object : Json.object().build(), path, losses);
        Role role = role(message.text("role"), path);
        List<ChatPart> parts = reader.content(message.any("content"), path + ".content");
        message.rest();
        TurnRuns.add(turns, role, parts);
    }

    private static Role role(@Nullable String word, String path) {
        return switch (word) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            case null, default ->
                throw CallError.of(
                                CallError.Category.INVALID_REQUEST,
                                "invalid_request",
                                "Expected the role user, assistant or system of a turn"
                                        + (word == null ? " but found none." : " but found another."))
                        .withParam(path + ".role");
        };
    }
}
