package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.dialect.PromptLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.LensedPrompt;
import dev.sluice.proxy.dialect.PromptShape;
import java.util.List;
import java.util.function.UnaryOperator;

/** The request that has tokens counted: a request of Converse within another document. */
final class CountPrompt implements PromptShape {

    static final PromptLens LENS = body -> new LensedPrompt(body, new CountPrompt());

    private final ConverseShape inner = new ConverseShape();

    private static Obj converse(Obj body) {
        return body.at("/input/converse") instanceof Obj converse
                ? converse
                : Json.object().build();
    }

    private static Obj update(Obj body, UnaryOperator<Obj> edit) {
        return body.update(
                "input", input -> Edits.object(input, holder -> holder.update("converse", c -> Edits.object(c, edit))));
    }

    @Override
    public List<Message> messages(Obj body) {
        return inner.messages(converse(body));
    }

    @Override
    public List<Tool> tools(Obj body) {
        return inner.tools(converse(body));
    }

    @Override
    public Parameters parameters(Obj body) {
        return inner.parameters(converse(body));
    }

    @Override
    public Obj mapText(Obj body, TextMapper mapper) {
        return update(body, converse -> inner.mapText(converse, mapper));
    }

    @Override
    public Obj plus(Obj body, Message message, Place place) {
        return update(body, converse -> inner.plus(converse, message, place));
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        return update(body, converse -> inner.with(converse, from, to));
    }
}
