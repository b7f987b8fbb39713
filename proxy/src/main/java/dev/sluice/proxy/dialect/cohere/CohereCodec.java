package dev.sluice.proxy.dialect.cohere;

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

/** What a chat means. */
record CohereCodec() implements ChatCodec {
    private static final int BAD_REQUEST = 400;
    private static final int FAILED = 500;

    @Override
    public ChatRequest readRequest(Obj body, Losses losses) {
        return RequestReader.read(body, losses);
    }

    @Override
    public Obj writeRequest(ChatRequest request, Losses losses) {
        return RequestWriter.write(ToolIds.in(request), losses);
    }

    @Override
    public String path(ChatRequest request) {
        return "/v2/chat";
    }

    @Override
    public ChatReply readReply(Obj body, Losses losses) {
        return ReplyReader.read(body, losses);
    }

    @Override
    public Obj writeReply(ChatReply reply, Asked asked, Losses losses) {
        return ReplyWriter.write(ToolIds.in(reply), losses);
    }

    @Override
    public ChatReader reader(Losses losses) {
        return new EventReader(losses);
    }

    @Override
    public ChatWriter writer(Asked asked, Losses losses) {
        return ToolIds.in(new EventWriter(losses));
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    /** An error has a message that is a text; a reply's is an object. */
    @Override
    public @Nullable ChatError readError(Obj body, int status) {
        String message = body.text("message");
        boolean failed = message != null || status >= BAD_REQUEST;
        return failed ? new ChatError(status > 0 ? status : FAILED, "", Texts.orEmpty(message), null, null) : null;
    }

    @Override
    public @Nullable ChatError readError(Event event) {
        Obj data = EventData.object(event);
        Obj delta = data == null ? null : data.object("delta");
        String error = delta == null ? null : delta.text("error");
        if (error != null) {
            return new ChatError(FAILED, "", error, null, null);
        }
        return data == null || data.has("type") ? null : readError(data, 0);
    }

    @Override
    public Obj writeError(ChatError error) {
        return CohereDialect.envelope(error.message());
    }
}
