package dev.sluice.proxy.dialect;

import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Sources;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.api.text.TextTransformers;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stream as a provider sent it, and who reads it.
 *
 * @param name shown where a test fails
 * @param lens of the endpoint
 * @param bytes all of it
 */
record Recording(String name, ReplyLens lens, Buffer bytes) {

    static ReplyLens lens(Dialect dialect, String endpoint) {
        return dialect.endpoints().stream()
                .filter(known -> known.name().equals(endpoint))
                .findFirst()
                .orElseThrow()
                .replyLens();
    }

    /** What leaves when the stream comes in pieces of a size. */
    Buffer through(int pieceSize, TextTransformers transformers) {
        ChannelTexts texts = new ChannelTexts(transformers);
        Buffer out = Buffer.buffer();
        Sources.collect(Sources.mapTexts(Sources.of(frames(bytes, pieceSize)), lens.events(), texts))
                .result()
                .forEach(frames -> out.appendBuffer(frames.raw()));
        return out;
    }

    private List<Frames> frames(Buffer stream, int pieceSize) {
        Framing framing = lens.framing();
        List<Frames> frames = new ArrayList<>();
        for (int at = 0; at < stream.length(); at += pieceSize) {
            frames.add(framing.feed(stream.getBuffer(at, Math.min(stream.length(), at + pieceSize))));
        }
        frames.add(framing.end());
        return frames;
    }

    List<Event> events() {
        return frames(bytes, bytes.length()).stream()
                .flatMap(frames -> frames.events().stream())
                .toList();
    }

    /** What the stream says, by its codec. */
    ChatReply reply() {
        ChatCodec codec = lens.chat();
        ChatReader reader = codec.reader(new Losses());
        List<ChatEvent> said = new ArrayList<>();
        events().forEach(event -> reader.read(event, said::add));
        reader.end(true, said::add);
        return ChatReply.of(said);
    }

    /** The texts that the stream says, by kind; those of a kind put together. */
    Map<Channel.Kind, String> texts() {
        Map<Channel.Kind, String> texts = new TreeMap<>();
        reply().choices().forEach(choice -> choice.parts().forEach(part -> add(part, texts)));
        return texts;
    }

    private static void add(ChatPart part, Map<Channel.Kind, String> texts) {
        switch (part) {
            case ChatPart.Text text -> texts.merge(Channel.Kind.CONTENT, text.text(), String::concat);
            case ChatPart.Reasoning text -> texts.merge(Channel.Kind.REASONING, text.text(), String::concat);
            case ChatPart.ToolCall call -> texts.merge(Channel.Kind.TOOL_ARGUMENTS, call.arguments(), String::concat);
            default -> {}
        }
    }

    Recording with(Buffer changed) {
        return new Recording(name, lens, changed);
    }

    @Override
    public String toString() {
        return name;
    }
}
