package dev.sluice.testkit;

import dev.sluice.api.Headers;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.TextTransformer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link FakeClient} has of a reply: grows while the client reads. */
public final class Reading {
    private final int status;
    private final Headers headers;
    private final Map<Channel, StringBuilder> texts = new LinkedHashMap<>();
    private End end = End.GOING_ON;
    private @Nullable Throwable failure;
    private int frames;

    Reading(int status, Headers headers) {
        this.status = status;
        this.headers = headers;
    }

    /** How far it is. */
    public enum End {
        /** There may be more. */
        GOING_ON,
        /** The client has all of it. */
        COMPLETED,
        /** It broke. */
        BROKEN,
        /** The client has left. */
        LEFT
    }

    /**
     * The reply's status.
     *
     * @return the HTTP status
     */
    public int status() {
        return status;
    }

    /**
     * The reply's header.
     *
     * @return the fields
     */
    public Headers headers() {
        return headers;
    }

    /**
     * What the first choice has said so far.
     *
     * @return the text of {@link Channel#content()}
     */
    public String text() {
        return text(Channel.content());
    }

    /**
     * What was said in one channel so far.
     *
     * @param channel the channel
     * @return empty if nothing
     */
    public String text(Channel channel) {
        return String.valueOf(texts.getOrDefault(channel, new StringBuilder()));
    }

    /**
     * How far it is.
     *
     * @return {@link End#GOING_ON} until it is over
     */
    public End end() {
        return end;
    }

    /**
     * Why it broke.
     *
     * @return null unless it did
     */
    public @Nullable Throwable failure() {
        return failure;
    }

    /**
     * How many frames came.
     *
     * @return 0 for a whole reply
     */
    public int frames() {
        return frames;
    }

    boolean isGoingOn() {
        return end == End.GOING_ON;
    }

    void took() {
        frames++;
    }

    void end(End how, @Nullable Throwable why) {
        if (isGoingOn()) {
            end = how;
            failure = why;
        }
    }

    /** Writes down what goes by, and leaves it as it is. */
    TextTransformer collector(Channel channel) {
        StringBuilder text = texts.computeIfAbsent(channel, key -> new StringBuilder());
        return piece -> {
            text.append(piece);
            return piece;
        };
    }
}
