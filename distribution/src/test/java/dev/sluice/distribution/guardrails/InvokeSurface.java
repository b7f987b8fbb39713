package dev.sluice.distribution.guardrails;

import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.bedrock.eventstream.EventStream;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bedrock's InvokeModel with Anthropic's words within. */
record InvokeSurface(String title, Dialect dialect, ChatSurface messages, ChatSurface converse) implements Surface {

    private static final String CHUNK = "chunk";

    @Override
    public boolean hasTools() {
        return true;
    }

    @Override
    public String path(ChatRequest request) {
        return "/model/" + request.model() + (request.streamed() ? "/invoke-with-response-stream" : "/invoke");
    }

    @Override
    public Obj written(ChatRequest request) {
        return messages.written(request)
                .without("model")
                .without("stream")
                .with("anthropic_version", Json.of("bedrock-2023-05-31"));
    }

    @Override
    public ChatRequest read(Obj request) {
        return messages.read(request.without("anthropic_version"));
    }

    @Override
    public Obj written(ChatReply reply) {
        return messages.written(reply);
    }

    @Override
    public List<Event> written(List<ChatEvent> events) {
        return messages.written(events).stream()
                .map(event -> EventStream.event(
                        CHUNK,
                        Json.object(
                                "bytes",
                                Base64.getEncoder().encodeToString(event.data().getBytes()))))
                .toList();
    }

    @Override
    public String streamType() {
        return EventStream.MEDIA_TYPE;
    }

    @Override
    public ChatReply reply(Obj body) {
        return messages.reply(body);
    }

    /** What is within, framed as Anthropic frames it. */
    @Override
    public List<ChatEvent> events(Buffer stream) {
        Buffer within = Buffer.buffer();
        ChatSurface.cut(EventStream.framing(), stream).stream()
                .filter(event -> CHUNK.equals(event.type()))
                .map(event -> Objects.requireNonNull(((Obj) event.json()).text("bytes")))
                .forEach(bytes -> within.appendString("data: ")
                        .appendBytes(Base64.getDecoder().decode(bytes))
                        .appendString("\n\n"));
        return messages.events(within);
    }

    @Override
    public @Nullable ChatError error(Obj body, int status) {
        return converse.error(body, status);
    }

    @Override
    public @Nullable ChatError error(Buffer stream) {
        return converse.error(stream);
    }
}
