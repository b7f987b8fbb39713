package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
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
import java.util.Objects;

/** The request of Converse. */
final class ConverseShape implements PromptShape {

    private static final String SYSTEM = "system";
    private static final String MESSAGES = "messages";
    private static final String TOOLS = "toolConfig";

    @Override
    public List<Message> messages(Obj body) {
        List<Message> messages = new ArrayList<>();
        List<Part> instructions = ConverseBlocks.read(body.get(SYSTEM));
        if (!instructions.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, instructions));
        }
        Texts.objects(body.get(MESSAGES)).forEach(message -> read(message, messages));
        return messages;
    }

    /** What tools answered stands in the user's turn, and is a turn of its own to whoever reads. */
    private static void read(Obj message, List<Message> messages) {
        Role role = role(message);
        List<Part> parts = new ArrayList<>();
        Role whose = role;
        for (Part part : ConverseBlocks.read(message.get("content"))) {
            Role next = part instanceof Part.ToolResult ? Role.TOOL : role;
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
        return Texts.objects(body.at("/toolConfig/tools"))
                .map(tool -> tool.object("toolSpec"))
                .filter(Objects::nonNull)
                .map(ConverseShape::tool)
                .toList();
    }

    private static Tool tool(Obj tool) {
        return new Tool(
                Texts.orEmpty(tool.text("name")),
                Texts.orEmpty(tool.text("description")),
                tool.at("/inputSchema/json") instanceof Obj schema ? schema : null);
    }

    @Override
    public Parameters parameters(Obj body) {
        return ConverseParameters.read(body);
    }

    @Override
    public Obj mapText(Obj body, TextMapper mapper) {
        return Edits.members(body, (name, value) -> switch (name) {
            case SYSTEM -> new ConverseEdits(Role.SYSTEM, mapper).content(value);
            case MESSAGES -> Edits.eachObject(value, message -> map(message, mapper));
            case TOOLS ->
                Edits.object(
                        value,
                        tools ->
                                tools.update("tools", list -> Edits.eachObject(list, tool -> described(tool, mapper))));
            case "promptVariables" ->
                Edits.object(value, variables -> Edits.members(variables, (variable, text) -> filled(text, mapper)));
            default -> value;
        });
    }

    private static Obj map(Obj message, TextMapper mapper) {
        return message.update("content", new ConverseEdits(role(message), mapper)::content);
    }

    private static Json filled(Json variable, TextMapper mapper) {
        return Edits.object(
                variable,
                holder -> holder.update(
                        "text", text -> Edits.text(text, words -> mapper.map(Role.USER, TextKind.CONTENT, words))));
    }

    private static Obj described(Obj tool, TextMapper mapper) {
        return tool.update(
                "toolSpec",
                spec -> Edits.object(
                        spec,
                        inner -> Edits.members(inner, (name, value) -> switch (name) {
                            case "description" ->
                                Edits.text(value, text -> mapper.map(Role.SYSTEM, TextKind.TOOL_DESCRIPTION, text));
                            case "inputSchema" ->
                                Edits.object(
                                        value, form -> form.update("json", schema -> SchemaTexts.map(schema, mapper)));
                            default -> value;
                        })));
    }

    @Override
    public Obj plus(Obj body, Message message, Place place) {
        Json block = Json.object("text", message.text());
        if (message.role() == Role.SYSTEM) {
            Arr system = list(body, SYSTEM);
            return body.with(SYSTEM, system.insert(place == Place.FIRST ? 0 : system.size(), block));
        }
        return body.with(MESSAGES, insert(list(body, MESSAGES), role(message.role()), block, place));
    }

    private static Arr list(Obj body, String name) {
        Arr list = body.array(name);
        return list == null ? Json.array() : list;
    }

    private static String role(Role role) {
        return role == Role.ASSISTANT ? "assistant" : "user";
    }

    /** Turns must alternate: words of whoever speaks there already join the turn. */
    private static Arr insert(Arr messages, String role, Json block, Place place) {
        int at = switch (place) {
            case FIRST -> 0;
            case BEFORE_LAST_USER -> lastUser(messages);
            case LAST -> messages.size();
        };
        if (at < messages.size() && speaks(messages.get(at), role)) {
            return messages.with(at, joined(messages.get(at), block, false));
        }
        if (at > 0 && speaks(messages.get(at - 1), role)) {
            return messages.with(at - 1, joined(messages.get(at - 1), block, true));
        }
        return messages.insert(at, Json.object("role", role, "content", Json.array(block)));
    }

    private static boolean speaks(Json message, String role) {
        return message instanceof Obj object && role.equals(object.text("role"));
    }

    private static Json joined(Json message, Json block, boolean atEnd) {
        return Edits.object(
                message,
                object -> object.update(
                        "content",
                        content -> content instanceof Arr blocks
                                ? blocks.insert(atEnd ? blocks.size() : 0, block)
                                : content));
    }

    /** The last turn of the user's that is more than results of tools. */
    private static int lastUser(Arr messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof Obj message && role(message) == Role.USER && !hasResults(message)) {
                return i;
            }
        }
        return messages.size();
    }

    private static boolean hasResults(Obj message) {
        return Texts.objects(message.get("content")).anyMatch(block -> block.has("toolResult"));
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        return ConverseParameters.write(body, from, to);
    }
}
