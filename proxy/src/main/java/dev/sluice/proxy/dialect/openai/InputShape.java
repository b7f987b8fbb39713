package dev.sluice.proxy.dialect.openai;

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
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests whose prompt is an input instead of a conversation: a text, several, or several parts. Tokens in the place of
 * text are left alone.
 *
 * @param fields the members with text, the input itself first
 * @param parameters their names
 * @param continues whether the model goes on where the text ends, so that a message can be put before or after it
 */
record InputShape(List<String> fields, ParameterFields parameters, boolean continues) implements PromptShape {

    static final InputShape COMPLETIONS =
            new InputShape(List.of("prompt", "suffix"), ParameterFields.COMPLETIONS, true);
    static final InputShape INPUT = new InputShape(List.of("input"), ParameterFields.COMPLETIONS, false);
    static final InputShape IMAGES = new InputShape(List.of("prompt"), ParameterFields.COMPLETIONS, false);
    static final InputShape SPEECH =
            new InputShape(List.of("input", "instructions"), ParameterFields.COMPLETIONS, false);

    private static final String BETWEEN = "\n\n";

    @Override
    public List<Message> messages(Obj body) {
        return fields.stream().flatMap(field -> messages(body.get(field))).toList();
    }

    /** Texts are inputs of their own; parts are pieces of one. */
    private static Stream<Message> messages(@Nullable Json input) {
        if (input instanceof Arr several && several.stream().allMatch(Str.class::isInstance)) {
            return several.stream().map(text -> Message.of(Role.USER, Texts.string(text)));
        }
        List<Part> parts = ContentParts.read(input).stream()
                .filter(part -> !part.equals(new Part.Unknown("")))
                .toList();
        return parts.isEmpty() ? Stream.empty() : Stream.of(new Message(Role.USER, parts));
    }

    @Override
    public List<Tool> tools(Obj body) {
        return List.of();
    }

    @Override
    public Parameters parameters(Obj body) {
        return parameters.read(body);
    }

    @Override
    public Obj mapText(Obj body, TextMapper mapper) {
        return Edits.members(
                body,
                (name, value) -> fields.contains(name)
                        ? ContentParts.map(value, (kind, text) -> mapper.map(Role.USER, TextKind.CONTENT, text))
                        : value);
    }

    @Override
    public Obj plus(Obj body, Message message, Place place) {
        String added = message.text();
        if (!continues) {
            return body;
        }
        return body.update(
                fields.get(0),
                value -> ContentParts.map(
                        value, (kind, text) -> place == Place.LAST ? text + BETWEEN + added : added + BETWEEN + text));
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        return parameters.write(body, from, to);
    }
}
