package dev.sluice.proxy.dialect.bedrock;

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
import dev.sluice.proxy.dialect.bedrock.eventstream.EventStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what the documents of Converse mean, and says the like in them. */
record ConverseCodec() implements ChatCodec {

    private static final String EXCEPTION = "exception";

    @Override
    public List<String> ownAddresses() {
        return List.of("s3://");
    }

    @Override
    public ChatRequest readRequest(Obj body, Losses losses) {
        return ConverseReader.request(body, losses);
    }

    @Override
    public Obj writeRequest(ChatRequest request, Losses losses) {
        return ConverseWriter.request(ToolIds.in(request), losses);
    }

    @Override
    public String path(ChatRequest request) {
        return path(request.model(), request.streamed() ? "/converse-stream" : "/converse");
    }

    /** Where a method of a model is. */
    static String path(String model, String method) {
        return "/model/" + URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20") + method;
    }

    @Override
    public ChatReply readReply(Obj body, Losses losses) {
        return ConverseReplies.read(body, losses);
    }

    @Override
    public Obj writeReply(ChatReply reply, Asked asked, Losses losses) {
        return ConverseReplies.write(ToolIds.in(reply), losses);
    }

    @Override
    public ChatReader reader(Losses losses) {
        return new ConverseStreamReader(losses);
    }

    @Override
    public ChatWriter writer(Asked asked, Losses losses) {
        return ToolIds.in(new ConverseStreamWriter(losses));
    }

    @Override
    public String streamType() {
        return EventStream.MEDIA_TYPE;
    }

    /** An error has a message and no answer; its type stands in the header, if not here. */
    @Override
    public @Nullable ChatError readError(Obj body, int status) {
        String type = body.text(Errors.TYPE);
        String message = body.text(body.has("message") ? "message" : "Message");
        if ((type == null && message == null) || body.has("output")) {
            return null;
        }
        String code = type == null ? "" : type.substring(type.lastIndexOf('#') + 1);
        return new ChatError(status < 400 ? Errors.status(code) : status, code, Texts.orEmpty(message), null, null);
    }

    @Override
    public @Nullable ChatError readError(Event event) {
        String type = Texts.orEmpty(event.type());
        Obj data = EventData.object(event);
        boolean isException = type.toLowerCase(Locale.ROOT).endsWith(EXCEPTION);
        return data == null || !isException
                ? null
                : new ChatError(Errors.status(type), type, Texts.orEmpty(data.text("message")), null, null);
    }

    @Override
    public Obj writeError(ChatError error) {
        return Errors.of(Errors.type(error.status()), error.message());
    }
}
