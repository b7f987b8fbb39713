package dev.sluice.proxy.dialect.cohere;

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
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;

/** The request of {@code /v2/embed}: texts, or inputs of texts and images. */
final class EmbedShape implements PromptShape {
    private static final String TEXTS = "texts";

    @Override
    public List<Message> messages(Obj body) {
        List<Message> messages = new ArrayList<>();
        if (body.get(TEXTS) instanceof Arr texts) {
            texts.stream()
                    .filter(Str.class::isInstance)
                    .map(text -> Message.of(Role.USER, ((Str) text).value()))
                    .forEach(messages::add);
        }
        Texts.objects(body.get("inputs")).map(Messages::read).forEach(messages::add);
        if (body.get("images") instanceof Arr images) {
            images.forEach(image -> messages.add(new Message(
                    Role.USER,
                    List.of(new Part.Media(
                            Part.Media.Kind.IMAGE,
                            null,
                            null,
                            Texts.string(image).length())))));
        }
        return messages;
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
        return Edits.members(body, (name, value) -> switch (name) {
            case TEXTS ->
                Edits.each(value, text -> Edits.text(text, words -> mapper.map(Role.USER, TextKind.CONTENT, words)));
            case "inputs" -> Edits.eachObject(value, input -> Messages.map(input, mapper));
            default -> value;
        });
    }

    /** Each text has its own vector: words that are added become one more. */
    @Override
    public Obj plus(Obj body, Message message, Place place) {
        Arr texts = body.array(TEXTS) == null ? Json.array() : body.array(TEXTS);
        Json added = Json.of(message.text());
        return body.with(TEXTS, place == Place.FIRST ? texts.insert(0, added) : texts.plus(added));
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        return body;
    }
}
