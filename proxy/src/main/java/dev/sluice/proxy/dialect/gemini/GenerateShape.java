package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import dev.sluice.proxy.dialect.PromptShape;
import java.util.ArrayList;
import java.util.List;

/** The request of {@code generateContent}. */
final class GenerateShape implements PromptShape {
    static final String SYSTEM = "systemInstruction";
    static final String CONTENTS = "contents";
    static final String TOOLS = "tools";

    @Override
    public List<Message> messages(Obj body) {
        List<Message> messages = new ArrayList<>();
        Json system = Spelling.get(body, SYSTEM);
        if (system != null) {
            messages.addAll(Contents.read(system, Role.SYSTEM));
        }
        Spelling.objects(Spelling.get(body, CONTENTS))
                .forEach(content -> messages.addAll(Contents.read(content, Contents.role(content))));
        return messages;
    }

    @Override
    public List<Tool> tools(Obj body) {
        return Declarations.read(Spelling.get(body, TOOLS));
    }

    @Override
    public Parameters parameters(Obj body) {
        return Generation.read(body);
    }

    @Override
    public Obj mapText(Obj body, TextMapper mapper) {
        return Spelling.members(body, (name, value) -> switch (name) {
            case SYSTEM -> Contents.map(value, Role.SYSTEM, mapper);
            case CONTENTS ->
                Spelling.eachObject(value, content -> (Obj) Contents.map(content, Contents.role(content), mapper));
            case TOOLS -> Declarations.map(value, mapper);
            default -> value;
        });
    }

    @Override
    public Obj plus(Obj body, Message message, Place place) {
        if (message.role() == Role.SYSTEM) {
            String name = Spelling.in(body, SYSTEM);
            return body.with(name, Contents.with(body.get(name), message, place));
        }
        String name = Spelling.in(body, CONTENTS);
        return body.with(name, Contents.insert(body.get(name), Contents.of(message), place));
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        return Generation.write(body, from, to);
    }
}
