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
import java.util.List;

/** The request of {@code embedContent}: one content. */
final class EmbedShape implements PromptShape {
    static final String CONTENT = "content";

    @Override
    public List<Message> messages(Obj body) {
        Json content = Spelling.get(body, CONTENT);
        return content == null ? List.of() : Contents.read(content, Role.USER);
    }

    @Override
    public List<Tool> tools(Obj body) {
        return List.of();
    }

    @Override
    public Parameters parameters(Obj body) {
        return Parameters.NONE;
    }

    @Override
    public Obj mapText(Obj body, TextMapper mapper) {
        return body.update(CONTENT, content -> Contents.map(content, Role.USER, mapper));
    }

    /** What is embedded is one content: words are added to it, whoever says them. */
    @Override
    public Obj plus(Obj body, Message message, Place place) {
        return body.with(CONTENT, Contents.with(body.get(CONTENT), message, place));
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        return body;
    }
}
