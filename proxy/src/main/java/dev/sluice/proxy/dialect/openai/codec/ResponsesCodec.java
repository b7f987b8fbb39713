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
import dev.sluice.proxy.dialect.Texts;
import org.jspecify.annotations.Nullable;

/** What responses mean. */
public record ResponsesCodec() implements ChatCodec {

    @Override
    public ChatRequest readRequest(Obj body, Losses losses) {
        return ResponseRequests.read(body, losses);
    }

    @Override
    public Obj writeRequest(ChatRequest request, Losses losses) {
        return ResponseRequests.write(Reasoner.fitted(ToolIds.in(request), losses), losses);
    }

    /** Unless it says otherwise. */
    @Override
    public boolean isStored(Obj request) {
        return !Boolean.FALSE.equals(request.bool("store"));
    }

    @Override
    public String path(ChatRequest request) {
        return "/v1/responses";
    }

    @Override
    public ChatReply readReply(Obj body, Losses losses) {
        return OutputReader.read(body, losses);
    }

    @Override
    public Obj writeReply(ChatReply reply, Asked asked, Losses losses) {
        return OutputWriter.write(ToolIds.in(reply), asked, losses);
    }

    @Override
    public ChatReader reader(Losses losses) {
        return new ResponseReader(losses);
    }

    @Override
    public ChatWriter writer(Asked asked, Losses losses) {
        return ToolIds.in(new ResponseWriter(asked, losses));
    }

    @Override
    public String streamType() {
        return ChatCompletionsCodec.SSE;
    }

    @Override
    public @Nullable ChatError readError(Obj body, int status) {
        return Envelope.read(body, status);
    }

    /** An event of the type {@code error}, or the end of a response that failed. */
    @Override
    public @Nullable ChatError readError(Event event) {
        Obj data = EventData.object(event);
        return data == null ? null : error(data);
    }

    static @Nullable ChatError error(Obj event) {
        return switch (Texts.orEmpty(event.text("type"))) {
            case "error" -> event.object("error") == null ? Envelope.flat(event) : Envelope.read(event, 0);
            case "response.failed" ->
                event.object("response") == null ? null : Envelope.read(event.object("response"), 0);
            default -> Envelope.read(event, 0);
        };
    }

    @Override
    public Obj writeError(ChatError error) {
        return Envelope.write(error);
    }
}
