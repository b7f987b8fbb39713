package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.ToolIds;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import org.jspecify.annotations.Nullable;

/** What chat completions mean. */
public record ChatCompletionsCodec() implements ChatCodec {

    static final String SSE = "text/event-stream";

    @Override
    public ChatRequest readRequest(Obj body, Losses losses) {
        return ChatRequests.read(body, losses);
    }

    @Override
    public Obj writeRequest(ChatRequest request, Losses losses) {
        return ChatRequests.write(Reasoner.fitted(ToolIds.in(request), losses), losses);
    }

    @Override
    public boolean takes(ChatRequest request) {
        return !Reasoner.isForResponses(request);
    }

    @Override
    public boolean isStored(Obj request) {
        return Boolean.TRUE.equals(request.bool("store"));
    }

    @Override
    public String path(ChatRequest request) {
        return "/v1/chat/completions";
    }

    @Override
    public ChatReply readReply(Obj body, Losses losses) {
        return ChatReplies.read(body, losses);
    }

    @Override
    public Obj writeReply(ChatReply reply, Asked asked, Losses losses) {
        return ChatReplies.write(ToolIds.in(reply), asked, losses);
    }

    @Override
    public ChatReader reader(Losses losses) {
        return new ChunkReader(losses);
    }

    @Override
    public ChatWriter writer(Asked asked, Losses losses) {
        return ToolIds.in(new ChunkWriter(asked, losses));
    }

    @Override
    public String streamType() {
        return SSE;
    }

    @Override
    public @Nullable ChatError readError(Obj body, int status) {
        return Envelope.read(body, status);
    }

    @Override
    public @Nullable ChatError readError(Event event) {
        Obj data = EventData.object(event);
        return data == null ? null : Envelope.read(data, 0);
    }

    @Override
    public Obj writeError(ChatError error) {
        return Envelope.write(error);
    }
}
