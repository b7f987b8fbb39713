package dev.sluice.proxy.dialect.anthropic;

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

/** Says what the documents of messages mean, and says the like in them. */
public record MessagesCodec() implements ChatCodec {

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
        return "/v1/messages";
    }

    @Override
    public ChatReply readReply(Obj body, Losses losses) {
        return ReplyReader.read(body, losses);
    }

    @Override
    public Obj writeReply(ChatReply reply, Asked asked, Losses losses) {
        return ReplyWriter.write(ToolIds.in(reply), asked, losses);
    }

    @Override
    public ChatReader reader(Losses losses) {
        return new StreamReader(losses);
    }

    @Override
    public ChatWriter writer(Asked asked, Losses losses) {
        return ToolIds.in(new StreamWriter(asked, losses));
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public @Nullable ChatError readError(Obj body, int status) {
        Obj error = body.object(Errors.ERROR);
        if (error == null) {
            return null;
        }
        String type = Texts.orEmpty(error.text("type"));
        String code = error.at("/details/error_code") == null ? type : Texts.string(error.at("/details/error_code"));
        int known = status < 400 ? Errors.status(type) : status;
        return new ChatError(known, code, Texts.orEmpty(error.text("message")), null, null);
    }

    @Override
    public @Nullable ChatError readError(Event event) {
        Obj data = EventData.object(event);
        return data == null || !Errors.ERROR.equals(data.text("type")) ? null : readError(data, 0);
    }

    @Override
    public Obj writeError(ChatError error) {
        return Errors.of(Errors.type(error.status()), error.message(), error.code());
    }
}
