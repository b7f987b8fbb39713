package dev.sluice.proxy.dialect.openai;

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

/**
 * The request of responses, and of conversations, which hold the same items.
 *
 * @param field where the items stand, or the text in their place
 */
record ResponsesShape(String field) implements PromptShape {

    private static final String INSTRUCTIONS = "instructions";

    @Override
    public List<Message> messages(Obj body) {
        List<Message> messages = new ArrayList<>();
        if (body.get(INSTRUCTIONS) instanceof Str instructions) {
            messages.add(Message.of(Role.SYSTEM, instructions.value()));
        } else {
            Texts.objects(body.get(INSTRUCTIONS)).map(Items::read).forEach(messages::add);
        }
        if (body.get(field) instanceof Str text) {
            messages.add(Message.of(Role.USER, text.value()));
        } else {
            Texts.objects(body.get(field)).map(Items::read).forEach(messages::add);
        }
        return messages;
    }

    @Override
    public List<Tool> tools(Obj body) {
        return Tools.read(body);
    }

    @Override
    public Parameters parameters(Obj body) {
        return ParameterFields.RESPONSES.read(body);
    }

    @Override
    public Obj mapText(Obj body, TextMapper mapper) {
        return Edits.members(body, (name, value) -> switch (name) {
            case INSTRUCTIONS -> items(value, Role.SYSTEM, mapper);
            case "tools" -> Tools.map(value, mapper);
            case "prompt" -> Edits.object(value, prompt -> variables(prompt, mapper));
            default -> name.equals(field) ? items(value, Role.USER, mapper) : value;
        });
    }

    private static Json items(Json value, Role role, TextMapper mapper) {
        Json mapped = Edits.text(value, text -> mapper.map(role, TextKind.CONTENT, text));
        return Edits.eachObject(mapped, item -> Items.map(item, mapper));
    }

    /** What a stored prompt is filled with. */
    private static Obj variables(Obj prompt, TextMapper mapper) {
        return prompt.update(
                "variables",
                all -> Edits.object(
                        all, variables -> Edits.members(variables, (name, value) -> variable(value, mapper))));
    }

    private static Json variable(Json value, TextMapper mapper) {
        Json mapped = Edits.text(value, text -> mapper.map(Role.USER, TextKind.CONTENT, text));
        return Edits.object(
                mapped,
                part -> part.update(
                        "text", inner -> Edits.text(inner, text -> mapper.map(Role.USER, TextKind.CONTENT, text))));
    }

    @Override
    public Obj plus(Obj body, Message message, Place place) {
        boolean isResponse = field.equals("input");
        if (isResponse
                && message.role() == Role.SYSTEM
                && place == Place.FIRST
                && !(body.get(INSTRUCTIONS) instanceof Arr)) {
            String before = body.text(INSTRUCTIONS);
            return body.with(INSTRUCTIONS, before == null ? message.text() : message.text() + "\n\n" + before);
        }
        Arr items = list(body);
        String type = message.role() == Role.ASSISTANT ? "output_text" : "input_text";
        Obj item = Json.object(
                "role",
                Roles.word(message.role(), Roles.saysDeveloper(items)),
                "content",
                Texts.content(message, type));
        return body.with(field, Roles.insert(items, item, place));
    }

    /** The items; a text becomes one of the user's, and keeps its bytes. */
    private Arr list(Obj body) {
        return switch (body.get(field)) {
            case Arr items -> items;
            case Str text -> Json.array(Json.object("role", "user", "content", text));
            case null, default -> Json.array();
        };
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        return ParameterFields.RESPONSES.write(body, from, to);
    }
}
