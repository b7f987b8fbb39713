package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.dialect.PromptLens;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import dev.sluice.proxy.dialect.LensedPrompt;
import dev.sluice.proxy.dialect.PromptShape;
import dev.sluice.proxy.dialect.anthropic.AnthropicDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The request of InvokeModel: a body of the model family's own. Anthropic's says that it is; others are read by the names that their texts have. */
final class Invocation implements PromptShape {

    /** Reads Anthropic's bodies as Anthropic does. */
    static final PromptLens PROMPT = body -> isAnthropic(body)
            ? Objects.requireNonNull(new AnthropicDialect().chatEndpoint().promptLens())
                    .read(body)
            : new LensedPrompt(body, new Invocation());

    private Invocation() {}

    /** Every such body has to name the version of Anthropic's API that it follows. */
    private static boolean isAnthropic(Obj body) {
        return body.has("anthropic_version");
    }

    @Override
    public List<Message> messages(Obj body) {
        List<Message> messages = new ArrayList<>();
        FamilyTexts.map(body, Role.USER, (path, role, text) -> {
            messages.add(Message.of(role, text));
            return text;
        });
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
        return FamilyTexts.map(body, Role.USER, (path, role, text) -> mapper.map(role, TextKind.CONTENT, text));
    }

    @Override
    public Obj plus(Obj body, Message message, Place place) {
        return body;
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        return body;
    }
}
