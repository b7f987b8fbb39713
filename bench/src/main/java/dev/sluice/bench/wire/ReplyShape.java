package dev.sluice.bench.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the upstream shall answer. It travels as the request's model name, which every proxy has to hand on. */
public sealed interface ReplyShape {

    /** One JSON body of exactly {@code bytes} bytes. */
    record Whole(int bytes) implements ReplyShape {
        @Override
        public String modelName() {
            return "bench-whole-" + bytes;
        }
    }

    /** {@code events} SSE events and a {@code [DONE]}, each its own write; {@code perSecond} 0 is one every loop turn. */
    record Stream(int events, int perSecond) implements ReplyShape {
        @Override
        public String modelName() {
            return "bench-stream-" + events + "-" + perSecond;
        }
    }

    /** {@code events} SSE events and a {@code [DONE]} in one write, as a fast model or a cache sends them. */
    record Burst(int events) implements ReplyShape {
        @Override
        public String modelName() {
            return "bench-burst-" + events;
        }
    }

    Pattern MODEL = Pattern.compile("bench-(whole|stream|burst)-(\\d{1,9})(?:-(\\d{1,6}))?");

    String modelName();

    default boolean streamed() {
        return !(this instanceof Whole);
    }

    /** How many {@code data:} events end with a blank line in this reply, {@code [DONE]} included. */
    default int eventCount() {
        return switch (this) {
            case Whole whole -> 0;
            case Stream stream -> stream.events + 1;
            case Burst burst -> burst.events + 1;
        };
    }

    /** The shape named anywhere in {@code text}, which is a request's body or the parts of it where a model may stand. */
    static Optional<ReplyShape> find(CharSequence text) {
        Matcher matcher = MODEL.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int size = Integer.parseInt(matcher.group(2));
        return Optional.of(
                switch (matcher.group(1)) {
                    case "whole" -> new Whole(size);
                    case "burst" -> new Burst(size);
                    default -> new Stream(size, matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
                });
    }
}
