package dev.sluice.proxy.dialect.ollama;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for vectors: a text, or a list of them.
 *
 * @param member where they stand
 */
record InputShape(String member) implements PromptShape {
    static final PromptShape EMBED = new InputShape("input");
    static final PromptShape EMBEDDINGS = new InputShape("prompt");

    @Override
    public List<Message> messages(Obj body) {
        return texts(body.get(member)).stream()
                .map(text -> Message.of(Role.USER, text))
                .toList();
    }

    private static List<String> texts(@Nullable Json input) {
        return switch (input) {
            case Str text -> List.of(text.value());
            case Arr all ->
                all.stream()
                        .filter(Str.class::isInstance)
                        .map(text -> ((Str) text).value())
                        .toList();
            case null, default -> List.of();
        };
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
        return body.update(
                member,
                input -> input instanceof Str ? map(input, mapper) : Edits.each(input, text -> map(text, mapper)));
    }

    private static Json map(Json text, TextMapper mapper) {
        return Edits.text(text, words -> mapper.map(Role.USER, TextKind.CONTENT, words));
    }

    /** Each text has its own vector: words that are added become one more, or the only one. */
    @Override
    public Obj plus(Obj body, Message message, Place place) {
        Json input = body.get(member);
        Json added = Json.of(message.text());
        return switch (input) {
            case Arr all -> body.with(member, place == Place.FIRST ? all.insert(0, added) : all.plus(added));
            case Str text ->
                body.with(member, place == Place.FIRST ? Json.array(added, text) : Json.array(text, added));
            case null, default -> body.with(member, added);
        };
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        return body;
    }
}
