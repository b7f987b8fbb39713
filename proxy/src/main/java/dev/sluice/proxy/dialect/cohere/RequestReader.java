package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Part.Media.Kind;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Documents;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a request. */
final class RequestReader {
    private static final String OWN = "is a setting of Cohere's and was left out";
    private final Fields fields;
    private final Losses losses;

    private RequestReader(Obj body, Losses losses) {
        this.fields = Fields.of(body, "", losses);
        this.losses = losses;
    }

    static ChatRequest read(Obj body, Losses losses) {
        return new RequestReader(body, losses).request();
    }

    private ChatRequest request() {
        ChatRequest request = new ChatRequest(
                fields.textOrEmpty("model"),
                Boolean.TRUE.equals(fields.truth("stream")),
                withDocuments(MessageReader.read(fields.array(ChatShape.MESSAGES), losses)),
                tools(),
                sampling(),
                output(),
                thinking(),
                Labels.NONE);
        fields.lose("safety_mode", OWN)
                .lose("citation_options", OWN)
                .lose("priority", OWN)
                .lose("raw_prompting", OWN);
        fields.rest();
        return request;
    }

    /** What stands beside the conversation comes before the user's last words. */
    private List<Turn> withDocuments(List<Turn> turns) {
        Arr documents = fields.array(ChatShape.DOCUMENTS);
        int last = lastUser(turns);
        if (documents == null || documents.isEmpty()) {
            return turns;
        }
        List<ChatPart> parts = new ArrayList<>();
        documents.forEach(document -> parts.add(document(document)));
        List<Turn> all = new ArrayList<>(turns);
        if (last < 0) {
            all.add(new Turn(Role.USER, parts));
        } else {
            parts.addAll(turns.get(last).parts());
            all.set(last, new Turn(Role.USER, parts));
        }
        return all;
    }

    static int lastUser(List<Turn> turns) {
        int last = turns.size() - 1;
        while (last >= 0 && turns.get(last).role() != Role.USER) {
            last--;
        }
        return last;
    }

    private static ChatPart document(Json document) {
        Obj data = document instanceof Obj object ? object.object("data") : null;
        String text = data == null || data.size() != 1 ? null : data.text("text");
        String words = text == null ? Documents.words(document) : text;
        String id = document instanceof Obj object ? object.text("id") : null;
        return new ChatPart.Media(Kind.FILE, "text/plain", new MediaSource.Plain(words), id, null);
    }

    private Tools tools() {
        Boolean strict = fields.truth("strict_tools");
        List<Tools.Tool> tools = Texts.objects(fields.array("tools"))
                .map(tool -> tool.object("function") == null ? tool : tool.object("function"))
                .map(function -> new Tools.Tool(
                        Texts.orEmpty(function.text("name")),
                        Texts.orEmpty(function.text("description")),
                        function.object("parameters"),
                        strict,
                        null))
                .toList();
        Tools.Choice choice = switch (fields.textOrEmpty("tool_choice")) {
            case "REQUIRED" -> new Tools.Choice.Required();
            case "NONE" -> new Tools.Choice.None();
            default -> null;
        };
        return new Tools(tools, choice, null);
    }

    private Sampling sampling() {
        return new Sampling(
                fields.decimal("temperature"),
                fields.decimal("p"),
                fields.integer("k"),
                fields.decimal("frequency_penalty"),
                fields.decimal("presence_penalty"),
                fields.whole("seed"));
    }

    private Output output() {
        Arr stop = fields.array(Settings.STOP);
        fields.lose("logprobs", "is said of runs of tokens by Cohere and was left out");
        return new Output(
                fields.integer("max_tokens"),
                stop == null ? List.of() : stop.stream().map(Texts::string).toList(),
                null,
                format(fields.object(Settings.FORMAT)),
                null,
                null);
    }

    private static Output.@Nullable Format format(@Nullable Obj format) {
        if (format == null) {
            return null;
        }
        Obj schema = Settings.schema(format);
        if (schema != null) {
            return new Output.Format.Schema("", null, schema, null);
        }
        return Settings.JSON.equals(format.text("type")) ? new Output.Format.AnyJson() : new Output.Format.Words();
    }

    private Thinking thinking() {
        Obj object = fields.object("thinking");
        if (object == null) {
            return Thinking.NONE;
        }
        Fields thinking = Fields.of(object, "thinking", losses);
        Boolean enabled = !"disabled".equals(thinking.text("type"));
        Integer budget = thinking.integer("token_budget");
        thinking.rest();
        return new Thinking(enabled, null, budget, null);
    }
}
