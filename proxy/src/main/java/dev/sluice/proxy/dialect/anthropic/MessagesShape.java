package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.PromptShape;
import dev.sluice.proxy.dialect.SchemaTexts;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request of messages, and of counting their tokens. */
final class MessagesShape implements PromptShape {

    private static final String SYSTEM = "system";
    private static final String MESSAGES = "messages";
    private static final String BETWEEN = "\n\n";

    @Override
    public List<Message> messages(Obj body) {
        List<Message> messages = new ArrayList<>();
        List<Part> instructions = Blocks.read(body.get(SYSTEM));
        if (!instructions.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, instructions));
        }
        Texts.objects(body.get(MESSAGES)).forEach(message -> read(message, messages));
        return messages;
    }

    /** What tools of the application answered stands in the user's turn, and is a turn of its own to whoever reads. */
    private static void read(Obj message, List<Message> messages) {
        Role role = role(message);
        List<Part> parts = new ArrayList<>();
        Role whose = role;
        for (Part part : Blocks.read(message.get("content"))) {
            Role next = role == Role.USER && part instanceof Part.ToolResult ? Role.TOOL : role;
            if (next != whose && !parts.isEmpty()) {
                messages.add(new Message(whose, parts));
                parts.clear();
            }
            whose = next;
            parts.add(part);
        }
        messages.add(new Message(whose, parts));
    }

    private static Role role(Obj message) {
        return switch (message.text("role")) {
            case "assistant" -> Role.ASSISTANT;
            case SYSTEM -> Role.SYSTEM;
            case null, default -> Role.USER;
        };
    }

    @Override
    public List<Tool> tools(Obj body) {
        return Texts.objects(body.get("tools")).map(MessagesShape::tool).toList();
    }

    private static Tool tool(Obj tool) {
        String name = tool.text("name");
        return new Tool(
                name == null ? Texts.orEmpty(tool.text("type")) : name,
                Texts.orEmpty(tool.text("description")),
                tool.object("input_schema"));
    }

    @Override
    public Parameters parameters(Obj body) {
        return ParameterFields.read(body);
    }

    @Override
    public Obj mapText(Obj body, TextMapper mapper) {
        return Edits.members(body, (name, value) -> switch (name) {
            case SYSTEM -> new BlockEdits(Role.SYSTEM, mapper).content(value);
            case MESSAGES -> Edits.eachObject(value, message -> map(message, mapper));
            case "tools" -> Edits.eachObject(value, tool -> mapTool(tool, mapper));
            default -> value;
        });
    }

    private static Obj map(Obj message, TextMapper mapper) {
        return message.update("content", new BlockEdits(role(message), mapper)::content);
    }

    private static Obj mapTool(Obj tool, TextMapper mapper) {
        return Edits.members(tool, (name, value) -> switch (name) {
            case "description" -> told(value, mapper);
            case "input_schema" -> SchemaTexts.map(value, mapper);
            default -> value;
        });
    }

    private static Json told(Json description, TextMapper mapper) {
        return Edits.text(description, text -> mapper.map(Role.SYSTEM, TextKind.TOOL_DESCRIPTION, text));
    }

    @Override
    public Obj plus(Obj body, Message message, Place place) {
        if (message.role() == Role.SYSTEM) {
            return body.with(SYSTEM, instructions(body.get(SYSTEM), message, place));
        }
        Arr messages = body.array(MESSAGES) == null ? Json.array() : body.array(MESSAGES);
        Obj added = Json.object(
                "role",
                message.role() == Role.ASSISTANT ? "assistant" : "user",
                "content",
                Texts.content(message, "text"));
        return body.with(MESSAGES, insert(messages, added, place));
    }

    /** Instructions stand apart, so all that a place can say is before or after those that are there. */
    private static Json instructions(@Nullable Json before, Message message, Place place) {
        boolean first = place == Place.FIRST;
        return switch (before) {
            case Str text ->
                Json.of(first ? message.text() + BETWEEN + text.value() : text.value() + BETWEEN + message.text());
            case Arr blocks -> blocks.insert(first ? 0 : blocks.size(), block(message));
            case null, default -> Texts.content(message, "text");
        };
    }

    private static Json block(Message message) {
        return Json.object("type", "text", "text", message.text());
    }

    private static Arr insert(Arr messages, Json message, Place place) {
        return switch (place) {
            case FIRST -> messages.insert(0, message);
            case BEFORE_LAST_USER -> messages.insert(lastUser(messages), message);
            case LAST -> messages.plus(message);
        };
    }

    /** A turn with the results of tools has to follow the one with their calls. */
    private static int lastUser(Arr messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof Obj message && role(message) == Role.USER && !hasResults(message)) {
                return i;
            }
        }
        return messages.size();
    }

    private static boolean hasResults(Obj message) {
        return Texts.objects(message.get("content")).anyMatch(block -> "tool_result".equals(block.text("type")));
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        return ParameterFields.write(body, from, to);
    }
}
