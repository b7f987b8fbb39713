package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.TokenCount;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieval.WholeCodec;
import dev.sluice.proxy.dialect.TokenCounts;
import org.jspecify.annotations.Nullable;

/** Means {@code /v1/messages/count_tokens}: a request of messages without a bound, which the API refuses there. */
record CountCodec() implements WholeCodec<ChatRequest, TokenCount> {

    private static final MessagesCodec MESSAGES = new MessagesCodec();
    private static final String INPUT = "input_tokens";

    @Override
    public ChatRequest readRequest(Obj body, String model, Losses losses) {
        return MESSAGES.readRequest(body, losses).to(model, false);
    }

    /** Messages want a bound, and measure budgets of thinking by it: one that changes none. */
    @Override
    public Obj writeRequest(ChatRequest request, Losses losses) {
        ChatRequest counted = request.toBeCounted();
        ChatRequest bounded = new ChatRequest(
                counted.model(),
                false,
                counted.turns(),
                counted.tools(),
                counted.sampling(),
                counted.output().withMaxTokens(Integer.MAX_VALUE),
                counted.thinking(),
                counted.labels());
        return MESSAGES.writeRequest(bounded, losses).without("max_tokens");
    }

    @Override
    public String path(ChatRequest request) {
        return "/v1/messages/count_tokens";
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
