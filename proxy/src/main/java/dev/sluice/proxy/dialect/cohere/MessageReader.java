package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Part.Media.Kind;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Documents;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Inputs;
import dev.sluice.proxy.dialect.MediaSources;
import dev.sluice.proxy.dialect.MediaTypes;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads messages. */
final class MessageReader {
    private static final Pattern DATA_URL = Pattern.compile("data:([^;,]{1,100}+)?;base64,");
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");

    private final Losses losses;
    private final List<Turn> turns = new ArrayList<>();

    private MessageReader(Losses losses) {
        this.losses = losses;
    }

    static List<Turn> read(@Nullable Arr messages, Losses losses) {
        MessageReader reader = new MessageReader(losses);
        if (messages == null) {
            throw Inputs.wrong(ChatShape.MESSAGES, "a list of messages");
        }
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof Obj message) {
                reader.message(Fields.of(message, ChatShape.MESSAGES + "[" + i + "]", losses));
            }
        }
        return reader.turns;
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
            List<ChatPart> content = new ArrayList<>();
            content(message.any(Messages.CONTENT), message.at(Messages.CONTENT), content);
            parts.add(new ChatPart.ToolResult(message.textOrEmpty("tool_call_id"), "", content, false));
        } else {
            said(message, parts);
        }
        message.rest();
        if (!parts.isEmpty()) {
            add(role, parts);
        }
    }

    private void said(Fields message, List<ChatPart> parts) {
        String plan = message.text(Messages.PLAN);
        if (plan != null && !plan.isEmpty()) {
            parts.add(new ChatPart.Text(plan));
        }
        content(message.any(Messages.CONTENT), message.at(Messages.CONTENT), parts);
        Texts.objects(message.array(Messages.CALLS)).map(MessageReader::call).forEach(parts::add);
        message.lose("citations", "are of an earlier answer and were left out");
    }

    private void add(Role role, List<ChatPart> parts) {
        List<ChatPart> all = new ArrayList<>();
        if (role == Role.TOOL && !turns.isEmpty() && turns.getLast().role() == Role.TOOL) {
            all.addAll(turns.removeLast().parts());
        }
        all.addAll(parts);
        turns.add(new Turn(role, all));
    }

    private void content(@Nullable Json content, String path, List<ChatPart> out) {
        switch (content) {
            case Str text -> out.add(new ChatPart.Text(text.value()));
            case Arr parts -> {
                for (int i = 0; i < parts.size(); i++) {
                    if (parts.get(i) instanceof Obj part) {
                        part(Fields.of(part, path + "[" + i + "]", losses), out);
                    }
                }
            }
            case null, default -> {}
        }
    }

    private static void part(Fields part, List<ChatPart> out) {
        switch (part.textOrEmpty("type")) {
            case "text" -> out.add(new ChatPart.Text(part.textOrEmpty("text")));
            case "thinking" -> out.add(new ChatPart.Reasoning(part.textOrEmpty("thinking"), null));
            case "image_url" -> out.add(image(part));
            case "document" -> out.add(new ChatPart.Text(Documents.words(part.any("document"))));
            default -> {}
        }
        part.rest();
    }

    private static ChatPart image(Fields part) {
        Obj image = part.object("image_url");
        String url = image == null ? "" : Texts.orEmpty(image.text("url"));
        String detail = image == null ? null : image.text("detail");
        Matcher data = DATA_URL.matcher(url);
        boolean isData = data.lookingAt();
        MediaSource source = isData ? new MediaSource.Base64(url.substring(data.end())) : new MediaSource.Url(url);
        return new ChatPart.Media(
                Kind.IMAGE,
                MediaTypes.fitting(Kind.IMAGE, isData ? data.group(1) : null, part.at("image_url")),
                MediaSources.given(source, part.at("image_url")),
                null,
                detail);
    }

    /** Reads a call; the API writes {@code null} where a tool takes nothing. */
    static ChatPart.ToolCall call(Obj call) {
        Obj function = call.object("function") == null ? call : call.object("function");
        String arguments = Texts.orEmpty(function.text("arguments"));
        return new ChatPart.ToolCall(
                Texts.orEmpty(call.text("id")),
                Texts.orEmpty(function.text("name")),
                arguments.equals("null") ? "{}" : arguments,
                null);
    }
}
