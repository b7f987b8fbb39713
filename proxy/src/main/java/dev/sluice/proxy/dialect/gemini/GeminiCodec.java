package dev.sluice.proxy.dialect.gemini;

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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code generateContent} means. A whole reply is read as a stream of one chunk, so both come out the same.
 *
 * @param form how streams are written
 */
record GeminiCodec(StreamForm form) implements ChatCodec {

    @Override
    public List<String> ownAddresses() {
        return List.of("gs://", "https://generativelanguage.googleapis.com/");
    }

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
        return path(request.model(), request.streamed() ? ":streamGenerateContent?alt=sse" : ":generateContent");
    }

    /** Where a method of a model is. */
    static String path(String model, String method) {
        return "/v1beta/models/" + segment(model) + method;
    }

    /** As Vertex AI has it, to whoever's project. */
    static String published(String model, String method) {
        return "/v1beta1/publishers/google/models/" + segment(model) + method;
    }

    private static String segment(String model) {
        return URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public ChatReply readReply(Obj body, Losses losses) {
        List<ChatEvent> events = new ArrayList<>();
        ChunkReader reader = new ChunkReader(losses);
        reader.read(body, events::add);
        reader.end(true, events::add);
        return ChatReply.of(events);
    }

    @Override
    public Obj writeReply(ChatReply reply, Asked asked, Losses losses) {
        return ReplyWriter.write(ToolIds.in(reply), asked, losses);
    }

    @Override
    public ChatReader reader(Losses losses) {
        return new ChunkReader(losses);
    }

    @Override
    public ChatWriter writer(Asked asked, Losses losses) {
        return ToolIds.in(new ChunkWriter(form, asked, losses));
    }

    @Override
    public String streamType() {
        return form.type();
    }

    @Override
    public @Nullable ChatError readError(Obj body, int status) {
        return Errors.read(body, status);
    }

    @Override
    public @Nullable ChatError readError(Event event) {
        Obj chunk = EventData.object(event);
        return chunk == null ? null : Errors.read(chunk, 0);
    }

    @Override
    public Obj writeError(ChatError error) {
        return Errors.write(error);
    }
}
