package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.FunctionTools;
import dev.sluice.proxy.dialect.PromptShape;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;

/** The request of {@code /api/chat}. */
final class ChatShape implements PromptShape {
    private static final String MESSAGES = "messages";

    @Override
    public List<Message> messages(Obj body) {
        return Texts.objects(body.get(MESSAGES)).map(Messages::read).toList();
    }

    @Override
    public List<Tool> tools(Obj body) {
        return FunctionTools.read(body.get("tools"));
    }

    @Override
    public Parameters parameters(Obj body) {
        return Options.read(body);
    }

    @Override
    public Obj mapText(Obj body, TextMapper mapper) {
        return Edits.members(body, (name, value) -> switch (name) {
            case MESSAGES -> Edits.eachObject(value, message -> Messages.map(message, mapper));
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
        return Options.write(body, from, to);
    }
}
