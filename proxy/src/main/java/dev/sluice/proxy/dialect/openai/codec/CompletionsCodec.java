package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import org.jspecify.annotations.Nullable;

/** What completions mean: a bare prompt is what a user says, and what completes it is the answer. */
public record CompletionsCodec() implements ChatCodec {

    private static final ChatCompletionsCodec CHAT = new ChatCompletionsCodec();

    @Override
    public ChatRequest readRequest(Obj body, Losses losses) {
        return Completions.read(body, losses);
    }

    @Override
    public Obj writeRequest(ChatRequest request, Losses losses) {
        return Completions.write(request, losses);
    }

    @Override
    public String path(ChatRequest request) {
        return "/v1/completions";
    }

    @Override
    public ChatReply readReply(Obj body, Losses losses) {
        return Completions.readReply(body);
    }

    @Override
    public Obj writeReply(ChatReply reply, Asked asked, Losses losses) {
        return Completions.writeReply(reply, asked, losses);
    }

    @Override
    public ChatReader reader(Losses losses) {
        return new CompletionReader();
    }

    @Override
    public ChatWriter writer(Asked asked, Losses losses) {
        return new CompletionWriter(asked, losses);
    }

    @Override
    public String streamType() {
        return ChatCompletionsCodec.SSE;
    }

    @Override
    public @Nullable ChatError readError(Obj body, int status) {
        return CHAT.readError(body, status);
    }

    @Override
    public @Nullable ChatError readError(Event event) {
        return CHAT.readError(event);
    }

    @Override
    public Obj writeError(ChatError error) {
        return CHAT.writeError(error);
    }
}
