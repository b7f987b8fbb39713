package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import dev.sluice.proxy.dialect.PromptShape;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A request that has others inside it, or is one itself.
 *
 * @param member where they stand
 * @param shape theirs
 */
record NestedShape(String member, PromptShape shape) implements PromptShape {
    /** {@code countTokens}: contents, or a whole request as it would be sent. */
    static final PromptShape COUNT = new NestedShape(CountCodec.WHOLE, new GenerateShape());
    /** {@code batchEmbedContents}: a list of what {@code embedContent} takes. */
    static final PromptShape EMBED = new NestedShape("requests", new EmbedShape());

    @Override
    public List<Message> messages(Obj body) {
        return inside(body).flatMap(of(shape::messages)).toList();
    }

    @Override
    public List<Tool> tools(Obj body) {
        return inside(body).flatMap(of(shape::tools)).toList();
    }

    @Override
    public Parameters parameters(Obj body) {
        return inside(body).findFirst().map(shape::parameters).orElse(Parameters.NONE);
    }

    @Override
    public Obj mapText(Obj body, TextMapper mapper) {
        Obj outer = shape.mapText(body, mapper);
        return Spelling.members(
                outer,
                (name, value) -> name.equals(member)
                        ? Spelling.eachObject(value, inner -> shape.mapText(inner, mapper))
                        : value);
    }

    @Override
    public Obj plus(Obj body, Message message, Place place) {
        String name = Spelling.in(body, member);
        return body.get(name) instanceof Obj inner
                ? body.with(name, shape.plus(inner, message, place))
                : shape.plus(body, message, place);
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        String name = Spelling.in(body, member);
        return body.get(name) instanceof Obj inner
                ? body.with(name, shape.with(inner, from, to))
                : shape.with(body, from, to);
    }

    /** Both the requests inside and the document itself, of which nearly always only one says something. */
    private Stream<Obj> inside(Obj body) {
        Json nested = Spelling.get(body, member);
        return nested == null ? Stream.of(body) : Stream.concat(Spelling.objects(nested), Stream.of(body));
    }

    private static <T> Function<Obj, Stream<T>> of(Function<Obj, List<T>> read) {
        return body -> read.apply(body).stream();
    }
}
