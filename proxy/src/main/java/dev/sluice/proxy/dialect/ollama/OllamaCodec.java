package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.ToolIds;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What chats and completions mean. A whole reply is read as a stream of one line, so both come out the same.
 *
 * @param form where replies have their words
 */
record OllamaCodec(Form form) implements ChatCodec {
    /** What a line that says only that something went wrong stands for. */
    private static final int FAILED = 500;

    @Override
    public ChatRequest readRequest(Obj body, Losses losses) {
        return RequestReader.read(body, form, losses);
    }

    @Override
    public Obj writeRequest(ChatRequest request, Losses losses) {
        return RequestWriter.write(ToolIds.in(request), form, losses);
    }

    @Override
    public String path(ChatRequest request) {
        return form == Form.CHAT ? "/api/chat" : "/api/generate";
    }

    @Override
    public ChatReply readReply(Obj body, Losses losses) {
        List<ChatEvent> events = new ArrayList<>();
        LineReader reader = new LineReader(form, losses);
        reader.read(body, events::add);
        reader.end(true, events::add);
        return ChatReply.of(events);
    }

    @Override
    public Obj writeReply(ChatReply reply, Asked asked, Losses losses) {
        return ReplyWriter.write(ToolIds.in(reply), form, asked, losses);
    }

    @Override
    public ChatReader reader(Losses losses) {
        return new LineReader(form, losses);
    }

    @Override
    public ChatWriter writer(Asked asked, Losses losses) {
        return ToolIds.in(new LineWriter(form, asked, losses));
    }

    @Override
    public String streamType() {
        return "application/x-ndjson";
    }

    @Override
    public @Nullable ChatError readError(Obj body, int status) {
        String message = body.text("error");
        if (message == null) {
            return null;
        }
        int said = Numbers.asInt(body.number("status_code"), FAILED);
        return new ChatError(status > 0 ? status : said, "", message, null, null);
    }

    @Override
    public @Nullable ChatError readError(Event event) {
        Obj line = EventData.object(event);
        return line == null ? null : readError(line, 0);
    }

    @Override
    public Obj writeError(ChatError error) {
        return OllamaDialect.envelope(error.message());
    }
}
