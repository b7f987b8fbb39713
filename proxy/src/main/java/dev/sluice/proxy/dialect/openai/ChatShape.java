package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
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

/** The request of chat completions. */
final class ChatShape implements PromptShape {

    @Override
    public List<Message> messages(Obj body) {
        List<Message> messages = new ArrayList<>();
        if (body.get("messages") instanceof Arr all) {
            for (Json message : all) {
                if (message instanceof Obj object) {
                    messages.add(ChatMessages.read(object));
                }
            }
        }
        return messages;
    }

    @Override
    public List<Tool> tools(Obj body) {
        return Tools.read(body);
    }

    @Override
    public Parameters parameters(Obj body) {
        return ParameterFields.CHAT.read(body);
    }

    @Override
    public Obj mapText(Obj body, TextMapper mapper) {
        return Edits.members(body, (name, value) -> switch (name) {
            case "messages" -> Edits.eachObject(value, message -> ChatMessages.map(message, mapper));
            case "tools", "functions" -> Tools.map(value, mapper);
            case "prediction" ->
                Edits.object(
                        value,
                        prediction -> prediction.update(
                                "content",
                                content -> ContentParts.map(
                                        content, (kind, text) -> mapper.map(Role.ASSISTANT, TextKind.CONTENT, text))));
            default -> value;
        });
    }

    @Override
    public Obj plus(Obj body, Message message, Place place) {
        Arr messages = body.array("messages") == null ? Json.array() : body.array("messages");
        Obj added = Json.object(
                "role", Roles.word(message.role(), Roles.saysDeveloper(messages)),
                "content", Texts.content(message, "text"));
        return body.with("messages", Roles.insert(messages, added, place));
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        return ParameterFields.CHAT.write(body, from, to);
    }
}
