package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.PromptShape;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;

/** The request of {@code /v2/chat}; the documents that stand beside the conversation are text from outside, like a tool's. */
final class ChatShape implements PromptShape {
    static final String MESSAGES = "messages";
    static final String DOCUMENTS = "documents";

    @Override
    public List<Message> messages(Obj body) {
        List<Message> messages = new ArrayList<>();
        if (body.get(DOCUMENTS) instanceof Arr documents) {
            documents.forEach(document -> messages.add(Message.of(Role.TOOL, Messages.document(document))));
        }
        Texts.objects(body.get(MESSAGES)).map(Messages::read).forEach(messages::add);
        return messages;
    }

    @Override
    public List<Tool> tools(Obj body) {
        return Texts.objects(body.get("tools")).map(ChatShape::tool).toList();
    }

    private static Tool tool(Obj tool) {
        Obj function = tool.object("function") == null ? tool : tool.object("function");
        return new Tool(
                Texts.orEmpty(function.text("name")),
                Texts.orEmpty(function.text("description")),
                function.object("parameters"));
    }

    @Override
    public Parameters parameters(Obj body) {
        return Settings.read(body);
    }

    @Override
    public Obj mapText(Obj body, TextMapper mapper) {
        return Edits.members(body, (name, value) -> switch (name) {
            case MESSAGES -> Edits.eachObject(value, message -> Messages.map(message, mapper));
            case DOCUMENTS ->
                Edits.each(
                        value,
                        document -> document instanceof Str || document instanceof Obj
                                ? Messages.mapDocument(document, Role.TOOL, TextKind.CONTENT, mapper)
                                : document);
            case "tools" -> Edits.eachObject(value, tool -> describe(tool, mapper));
            default -> value;
        });
    }

    private static Obj describe(Obj tool, TextMapper mapper) {
        return tool.update(
                "function",
                function -> Edits.object(
                        function,
                        described -> described.update(
                                "description",
                                value -> Edits.text(
                                        value, text -> mapper.map(Role.SYSTEM, TextKind.TOOL_DESCRIPTION, text)))));
    }

    @Override
    public Obj plus(Obj body, Message message, Place place) {
        Arr messages = body.array(MESSAGES) == null ? Json.array() : body.array(MESSAGES);
        return body.with(MESSAGES, Messages.insert(messages, Messages.of(message), place));
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        return Settings.write(body, from, to);
    }
}
