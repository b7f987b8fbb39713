package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.TokenCount;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieval.WholeCodec;
import dev.sluice.proxy.dialect.TokenCounts;
import org.jspecify.annotations.Nullable;

/** Means {@code /v1/responses/input_tokens}: a request of responses without what only an answer would be made by. */
public record CountCodec() implements WholeCodec<ChatRequest, TokenCount> {

    private static final ResponsesCodec RESPONSES = new ResponsesCodec();
    private static final String INPUT = "input_tokens";

    @Override
    public ChatRequest readRequest(Obj body, String model, Losses losses) {
        return RESPONSES.readRequest(body, losses).to(model, false);
    }

    @Override
    public Obj writeRequest(ChatRequest request, Losses losses) {
        return RESPONSES
                .writeRequest(request.toBeCounted(), losses)
                .without("store")
                .without("include");
    }

    @Override
    public String path(ChatRequest request) {
        return "/v1/responses/input_tokens";
    }

    @Override
    public @Nullable TokenCount readReply(Obj body, Losses losses) {
        return TokenCounts.read(body, INPUT);
    }

    @Override
    public Obj writeReply(TokenCount reply, Obj asked, Losses losses) {
        return TokenCounts.write(reply, INPUT).with("object", Json.of("response.input_tokens"));
    }
}
