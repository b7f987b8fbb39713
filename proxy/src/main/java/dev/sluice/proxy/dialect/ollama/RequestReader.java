package dev.sluice.proxy.dialect.ollama;

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
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Part.Media.Kind;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Inputs;
import dev.sluice.proxy.dialect.MediaSources;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request. */
final class RequestReader {
    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");
    private static final String SERVER = "is a setting of Ollama's server and was left out";
    private final Fields fields;
    private final Losses losses;
    private final List<Turn> turns = new ArrayList<>();

    private RequestReader(Obj body, Losses losses) {
        this.fields = Fields.of(body, "", losses);
        this.losses = losses;
    }

    static ChatRequest read(Obj body, Form form, Losses losses) {
        return new RequestReader(body, losses).request(form);
    }

    private ChatRequest request(Form form) {
        if (form == Form.CHAT) {
            messages(fields.array("messages"));
        } else {
            prompt();
        }
        Fields options = Fields.of(object(fields.object(Options.OPTIONS)), Options.OPTIONS, losses);
        ChatRequest request = new ChatRequest(
                fields.textOrEmpty("model"),
                !Boolean.FALSE.equals(fields.truth("stream")),
                turns,
                new Tools(tools(), null, null),
                sampling(options),
                output(options),
                thinking(fields.any("think")),
                Labels.NONE);
        options.rest();
        fields.lose("keep_alive", SERVER)
                .lose("template", SERVER)
                .lose("raw", SERVER)
                .lose("context", "is what another Ollama server remembers and was left out")
                .lose("suffix", "has no place in a conversation and was left out");
        fields.rest();
        return request;
    }

    private static Obj object(@Nullable Obj object) {
        return object == null ? Json.object().build() : object;
    }

    private void prompt() {
        String system = fields.text("system");
        if (system != null) {
            turns.add(Turn.of(Role.SYSTEM, system));
        }
        List<ChatPart> parts = new ArrayList<>();
        parts.add(new ChatPart.Text(fields.textOrEmpty("prompt")));
        images(fields, parts);
        turns.add(new Turn(Role.USER, parts));
    }

    private void messages(@Nullable Arr messages) {
        if (messages == null) {
            throw Inputs.wrong("messages", "a list of messages");
        }
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof Obj message) {
                message(Fields.of(message, "messages[" + i + "]", losses));
            }
        }
    }

    private void message(Fields message) {
        String word = message.text("role");
        if (word != null && !ROLES.contains(word)) {
            throw Inputs.wrong(message.at("role"), "one of system, user, assistant, tool");
        }
        if (word == null) {
            losses.mapped(message.at("role"), "was not said: its words were taken for the user's");
        }
        Role role = Messages.role(word);
        List<ChatPart> parts = new ArrayList<>();
        if (role == Role.TOOL) {
            result(message, parts);
        } else {
            said(message, parts);
        }
        message.rest();
        if (!parts.isEmpty()) {
            add(role, parts);
        }
    }

    private void said(Fields message, List<ChatPart> parts) {
        String thinking = message.text(Form.THINKING);
        String content = message.text("content");
        if (thinking != null) {
            parts.add(new ChatPart.Reasoning(thinking, null));
        }
        Arr calls = message.array(Form.CALLS);
        if (content != null && !(content.isEmpty() && (calls != null || thinking != null))) {
            parts.add(new ChatPart.Text(content));
        }
        images(message, parts);
        Texts.objects(calls).map(RequestReader::call).forEach(parts::add);
    }

    static ChatPart.ToolCall call(Obj call) {
        Obj function = call.object("function") == null ? call : call.object("function");
        Json arguments = function.get("arguments");
        return new ChatPart.ToolCall(
                Texts.orEmpty(call.text("id")),
                Texts.orEmpty(function.text("name")),
                arguments == null ? "" : arguments instanceof Str text ? text.value() : arguments.toString(),
                null);
    }

    private void result(Fields message, List<ChatPart> parts) {
        List<ChatPart> content = new ArrayList<>();
        String text = message.text("content");
        if (text != null) {
            content.add(new ChatPart.Text(text));
        }
        images(message, content);
        String name = message.textOrEmpty("tool_name");
        parts.add(new ChatPart.ToolResult(message.textOrEmpty("tool_call_id"), name, content, false));
    }

    private static void images(Fields of, List<ChatPart> parts) {
        Arr images = of.array("images");
        for (int i = 0; images != null && i < images.size(); i++) {
            String data = images.get(i) instanceof Str text ? text.value() : "";
            MediaSource source = MediaSources.given(new MediaSource.Base64(data), of.at("images[" + i + "]"));
            parts.add(new ChatPart.Media(Kind.IMAGE, null, source, null, null));
        }
    }

    private void add(Role role, List<ChatPart> parts) {
        List<ChatPart> all = new ArrayList<>();
        if (role == Role.TOOL && !turns.isEmpty() && turns.getLast().role() == Role.TOOL) {
            all.addAll(turns.removeLast().parts());
        }
        all.addAll(parts);
        turns.add(new Turn(role, all));
    }

    private List<Tools.Tool> tools() {
        return Texts.objects(fields.array("tools"))
                .map(tool -> tool.object("function") == null ? tool : tool.object("function"))
                .map(function -> new Tools.Tool(
                        Texts.orEmpty(function.text("name")),
                        Texts.orEmpty(function.text("description")),
                        function.object("parameters"),
                        null,
                        null))
                .toList();
    }

    private static Sampling sampling(Fields options) {
        return new Sampling(
                options.decimal("temperature"),
                options.decimal("top_p"),
                options.integer("top_k"),
                options.decimal("frequency_penalty"),
                options.decimal("presence_penalty"),
                options.whole("seed"));
    }

    private Output output(Fields options) {
        Integer bound = options.integer(Options.MAX_TOKENS);
        Json stop = options.any("stop");
        Boolean logprobs = fields.truth("logprobs");
        Integer top = fields.integer("top_logprobs");
        return new Output(
                bound == null || bound < 0 ? null : bound,
                stop instanceof Arr all
                        ? all.stream().map(Texts::string).toList()
                        : stop instanceof Str one ? List.of(one.value()) : List.of(),
                null,
                format(fields.any(Options.FORMAT)),
                Boolean.TRUE.equals(logprobs) || top != null ? Integer.valueOf(top == null ? 0 : top) : null,
                null);
    }

    private static Output.@Nullable Format format(@Nullable Json format) {
        return switch (format) {
            case Obj schema -> new Output.Format.Schema("", null, schema, null);
            case Str word when word.value().isEmpty() -> new Output.Format.Words();
            case Str word -> new Output.Format.AnyJson();
            case null, default -> null;
        };
    }

    private static Thinking thinking(@Nullable Json think) {
        return switch (think) {
            case Bool wanted -> new Thinking(wanted == Bool.TRUE, null, null, null);
            case Str effort -> new Thinking(null, effort.value(), null, null);
            case null, default -> Thinking.NONE;
        };
    }
}
