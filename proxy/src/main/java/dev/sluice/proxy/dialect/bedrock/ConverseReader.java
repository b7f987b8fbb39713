package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Texts;
import dev.sluice.proxy.dialect.TurnRuns;
import dev.sluice.proxy.dialect.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a request of Converse says. */
final class ConverseReader {

    private static final Obj NOTHING = Json.object().build();

    private final Fields fields;
    private final Losses losses;

    private ConverseReader(Obj body, Losses losses) {
        this.fields = Fields.of(body, "", losses);
        this.losses = losses;
    }

    static ChatRequest request(Obj body, Losses losses) {
        ConverseReader reader = new ConverseReader(body, losses);
        ChatRequest request = reader.request();
        reader.fields.rest();
        return request;
    }

    private ChatRequest request() {
        Fields config = child(ConverseParameters.CONFIG);
        Fields output = child("outputConfig");
        Fields more = child("additionalModelRequestFields");
        ChatRequest request = new ChatRequest(
                "",
                false,
                turns(),
                ConverseTools.read(child("toolConfig"), losses),
                new Sampling(
                        config.decimal("temperature"), config.decimal("topP"), more.integer("top_k"), null, null, null),
                output(config, output),
                thinking(output, more),
                labels());
        config.rest();
        output.rest();
        more.rest();
        return request;
    }

    private Fields child(String name) {
        return Fields.of(orNothing(fields.object(name)), name, losses);
    }

    private static Obj orNothing(@Nullable Obj object) {
        return object == null ? NOTHING : object;
    }

    private Output output(Fields config, Fields output) {
        return new Output(
                config.integer("maxTokens"),
                Values.texts(config.array("stopSequences")),
                null,
                format(output.object("textFormat")),
                null,
                null);
    }

    private static Output.@Nullable Format format(@Nullable Obj format) {
        Obj definition = format == null || !(format.at("/structure/jsonSchema") instanceof Obj found) ? null : found;
        Obj schema = definition == null ? null : ConverseParameters.schema(definition.get("schema"));
        return definition == null || schema == null
                ? null
                : new Output.Format.Schema(
                        Texts.orEmpty(definition.text("name")), definition.text("description"), schema, true);
    }

    /** Models of Anthropic's take its own word for thinking among the fields that are not Converse's. */
    private Thinking thinking(Fields output, Fields more) {
        Obj said = more.object("thinking");
        String effort = output.text("effort");
        if (said == null) {
            return new Thinking(null, effort, null, null);
        }
        Fields thinking = Fields.of(said, "additionalModelRequestFields.thinking", losses);
        Boolean enabled = switch (thinking.textOrEmpty("type")) {
            case "enabled", "adaptive" -> Boolean.TRUE;
            case "disabled" -> Boolean.FALSE;
            default -> null;
        };
        Thinking read = new Thinking(enabled, effort, thinking.integer("budget_tokens"), null);
        thinking.rest();
        return read;
    }

    private Labels labels() {
        Map<String, String> metadata = new LinkedHashMap<>();
        Obj said = orNothing(fields.object("requestMetadata"));
        said.forEach(member -> {
            if (member.value() instanceof Str text) {
                metadata.put(member.name(), text.value());
            }
        });
        Fields tier = child("serviceTier");
        return new Labels(null, metadata, tier.text("type"), null);
    }

    private List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        ConverseBlockReader reader = new ConverseBlockReader(losses);
        TurnRuns.add(turns, Role.SYSTEM, reader.content(fields.array("system"), "system"));
        Arr messages = fields.array("messages");
        if (messages == null) {
            throw invalid("Expected messages to be a list of turns.", "messages");
        }
        for (int i = 0; i < messages.size(); i++) {
            turn(
                    orNothing(messages.get(i) instanceof Obj object ? object : null),
                    "messages[" + i + "]",
                    reader,
                    turns);
        }
        return turns;
    }

    private void turn(Obj json, String path, ConverseBlockReader reader, List<Turn> turns) {
        Fields message = Fields.of(json, path, losses);
        Role role = role(message.text("role"), path);
        List<ChatPart> parts = reader.content(message.array("content"), path + ".content");
        message.rest();
        TurnRuns.add(turns, role, parts);
    }

    private static Role role(@Nullable String word, String path) {
        return switch (word) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            case null, default ->
                throw invalid("Expected the role user or assistant of a turn but found another.", path + ".role");
        };
    }

    private static CallError invalid(String message, String param) {
        return CallError.of(CallError.Category.INVALID_REQUEST, "invalid_request", message)
                .withParam(param);
    }
}
