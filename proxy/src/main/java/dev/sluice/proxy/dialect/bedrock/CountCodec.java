package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.TokenCount;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieval.WholeCodec;
import dev.sluice.proxy.dialect.TokenCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Means {@code CountTokens}: a request of Converse within another document. */
record CountCodec() implements WholeCodec<ChatRequest, TokenCount> {

    private static final ConverseCodec CONVERSE = new ConverseCodec();
    private static final String INPUT = "inputTokens";
    /** What of a request of Converse may stand there. */
    private static final List<String> COUNTED =
            List.of("messages", "system", "toolConfig", "additionalModelRequestFields");

    @Override
    public ChatRequest readRequest(Obj body, String model, Losses losses) {
        if (body.at("/input/converse") instanceof Obj converse) {
            return CONVERSE.readRequest(converse, losses).to(model, false);
        }
        throw CallError.of(
                        CallError.Category.INVALID_REQUEST,
                        "not_translatable",
                        "Expected 'input.converse', since the provider of this model speaks another API; a body of InvokeModel is"
                                + " in the words of one model family.")
                .withParam("input");
    }

    @Override
    public Obj writeRequest(ChatRequest request, Losses losses) {
        Obj written = CONVERSE.writeRequest(request.toBeCounted(), losses);
        Obj.Builder counted = Json.object();
        COUNTED.forEach(field -> counted.putIfPresent(field, written.get(field)));
        return Json.object("input", Json.object("converse", counted.build()));
    }

    @Override
    public String path(ChatRequest request) {
        return ConverseCodec.path(request.model(), "/count-tokens");
    }

    @Override
    public @Nullable TokenCount readReply(Obj body, Losses losses) {
        return TokenCounts.read(body, INPUT);
    }

    @Override
    public Obj writeReply(TokenCount reply, Obj asked, Losses losses) {
        return TokenCounts.write(reply, INPUT);
    }
}
