package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.TokenCount;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieval.WholeCodec;
import dev.sluice.proxy.dialect.TokenCounts;
import org.jspecify.annotations.Nullable;

/** Means {@code countTokens}: contents, or a whole request as it would be sent. */
record CountCodec() implements WholeCodec<ChatRequest, TokenCount> {

    /** Holds the whole request. */
    static final String WHOLE = "generateContentRequest";

    private static final GeminiCodec CHAT = new GeminiCodec(StreamForm.EVENTS);
    private static final String TOTAL = "totalTokens";

    @Override
    public ChatRequest readRequest(Obj body, String model, Losses losses) {
        Obj whole = Spelling.object(body, WHOLE);
        return CHAT.readRequest(whole == null ? body : whole, losses).to(model, false);
    }

    @Override
    public Obj writeRequest(ChatRequest request, Losses losses) {
        Obj written = CHAT.writeRequest(request.toBeCounted(), losses);
        return Json.object(WHOLE, written.with("model", Json.of("models/" + request.model())));
    }

    @Override
    public String path(ChatRequest request) {
        return GeminiCodec.path(request.model(), ":countTokens");
    }

    @Override
    public @Nullable TokenCount readReply(Obj body, Losses losses) {
        return TokenCounts.read(body, TOTAL);
    }

    @Override
    public Obj writeReply(TokenCount reply, Obj asked, Losses losses) {
        return TokenCounts.write(reply, TOTAL);
    }
}
