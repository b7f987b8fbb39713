package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Sources;
import dev.sluice.api.text.ChannelTexts;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Runs streams through a lens, cut as a test likes. */
public final class Streams {

    private Streams() {}

    /** What leaves when a stream comes in pieces of a size. */
    public static Buffer through(ReplyLens lens, Buffer stream, int pieceSize, Transforms transforms) {
        List<Frames> in = frames(lens, stream, pieceSize);
        ChannelTexts texts = new ChannelTexts(channel -> transforms.make());
        Buffer out = Buffer.buffer();
        Sources.collect(Sources.mapTexts(Sources.of(in), lens.events(), texts))
                .result()
                .forEach(frames -> out.appendBuffer(frames.raw()));
        return out;
    }

    public static List<Event> events(Buffer stream) {
        List<Event> events = new ArrayList<>();
        Framing framing = Framing.sse();
        events.addAll(framing.feed(stream).events());
        events.addAll(framing.end().events());
        return events;
    }

    private static List<Frames> frames(ReplyLens lens, Buffer stream, int pieceSize) {
        Framing framing = lens.framing();
        List<Frames> frames = new ArrayList<>();
        for (int at = 0; at < stream.length(); at += pieceSize) {
            frames.add(framing.feed(stream.getBuffer(at, Math.min(stream.length(), at + pieceSize))));
        }
        frames.add(framing.end());
        return frames;
    }
}
