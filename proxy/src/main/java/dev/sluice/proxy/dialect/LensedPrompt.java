package dev.sluice.proxy.dialect;

import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A prompt that reads a document as its shape says, each piece when first asked for. */
public final class LensedPrompt implements Prompt {

    private final Obj json;
    private final PromptShape shape;
    private @Nullable List<Message> messages;
    private @Nullable List<Tool> tools;
    private @Nullable Parameters parameters;

    /**
     * Looks at a document.
     *
     * @param json of any shape
     * @param shape where things stand in it
     */
    public LensedPrompt(Obj json, PromptShape shape) {
        this.json = json;
        this.shape = shape;
    }

    @Override
    public Obj json() {
        return json;
    }

    @Override
    public List<Message> messages() {
        if (messages == null) {
            messages = List.copyOf(shape.messages(json));
        }
        return messages;
    }

    @Override
    public List<Tool> tools() {
        if (tools == null) {
            tools = List.copyOf(shape.tools(json));
        }
        return tools;
    }

    @Override
    public Parameters parameters() {
        if (parameters == null) {
            parameters = shape.parameters(json);
        }
        return parameters;
    }

    @Override
    public Prompt mapText(TextMapper mapper) {
        return over(shape.mapText(json, mapper));
    }

    @Override
    public Prompt plus(Message message, Place place) {
        return over(shape.plus(json, message, place));
    }

    @Override
    public Prompt with(Parameters changed) {
        return over(shape.with(json, parameters(), changed));
    }

    private Prompt over(Obj changed) {
        return changed == json ? this : new LensedPrompt(changed, shape);
    }
}
