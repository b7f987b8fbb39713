package dev.sluice.distribution.guardrails;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A chat endpoint as its codec speaks. */
record ChatSurface(String title, Dialect dialect, ReplyLens lens, boolean hasTools) implements Surface {

    private ChatCodec codec() {
        return Objects.requireNonNull(lens.chat(), title);
    }

    @Override
    public String path(ChatRequest request) {
        return codec().path(request);
    }

    @Override
    public Obj written(ChatRequest request) {
        return codec().writeRequest(request, new Losses());
    }

    @Override
    public ChatRequest read(Obj request) {
        return codec().readRequest(request, new Losses());
    }

    @Override
    public Obj written(ChatReply reply) {
        return codec().writeReply(reply, Asked.UNKNOWN, new Losses());
    }

    @Override
    public List<Event> written(List<ChatEvent> events) {
        ChatWriter writer = codec().writer(Asked.UNKNOWN, new Losses());
        List<Event> written = new ArrayList<>();
        events.forEach(event -> writer.write(event, written::add));
        writer.end(written::add);
        return written;
    }

    @Override
    public String streamType() {
        return codec().streamType();
    }

    @Override
    public ChatReply reply(Obj body) {
        return codec().readReply(body, new Losses());
    }

    @Override
    public List<ChatEvent> events(Buffer stream) {
        ChatReader reader = codec().reader(new Losses());
        List<ChatEvent> said = new ArrayList<>();
        cut(lens.framing(), stream).forEach(event -> reader.read(event, said::add));
        reader.end(false, said::add);
        return said;
    }

    @Override
    public @Nullable ChatError error(Obj body, int status) {
        return codec().readError(body, status);
    }

    @Override
    public @Nullable ChatError error(Buffer stream) {
        return cut(lens.framing(), stream).stream()
                .map(codec()::readError)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    static List<Event> cut(Framing framing, Buffer stream) {
        List<Event> events = new ArrayList<>(framing.feed(stream).events());
        events.addAll(framing.end().events());
        return events.stream().filter(Event::hasData).toList();
    }
}
