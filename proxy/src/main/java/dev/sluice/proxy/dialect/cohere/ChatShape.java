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
import dev.sluice.proxy.dialect.Documents;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.FunctionTools;
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
            documents.forEach(document -> messages.add(Message.of(Role.TOOL, Documents.words(document))));
        }
        Texts.objects(body.get(MESSAGES)).map(Messages::read).forEach(messages::add);
        return messages;
    }

    @Override
    public List<Tool> tools(Obj body) {
        return FunctionTools.read(body.get("tools"));
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
            case "tools" -> FunctionTools.map(value, mapper);
            default -> value;
        });
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
