package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Sources;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply that is kept: one line of JSON that says what it is, and the bytes of its body as they came.
 *
 * @param made when
 * @param streamed whether it came as a stream
 * @param type its media type
 * @param coding its content coding; null for none
 * @param body its bytes
 */
record Entry(
        Instant made,
        boolean streamed,
        String type,
        @Nullable String coding,
        Buffer body) {

    private static final int FORMAT = 1;

    static Entry of(Reply reply, Buffer body, Instant now) {
        String type = reply.headers().get("content-type");
        return new Entry(
                now,
                reply instanceof Streamed,
                type == null ? "application/json" : type,
                reply.headers().get("content-encoding"),
                body);
    }

    Buffer toBuffer() {
        Json head = Json.object()
                .put("format", FORMAT)
                .put("made", made.toEpochMilli())
                .put("streamed", streamed)
                .put("type", type)
                .putIfPresent("coding", coding)
                .build();
        return Buffer.buffer(body.length() + 128)
                .appendBuffer(head.toBuffer())
                .appendByte((byte) '\n')
                .appendBuffer(body);
    }

    /** Reads one; null if it is of another version, which a rolling upgrade brings about. */
    static @Nullable Entry read(Buffer kept) {
        int end = 0;
        while (end < kept.length() && kept.getByte(end) != '\n') {
            end++;
        }
        try {
            return end < kept.length() && Json.parse(kept.getBuffer(0, end)) instanceof Obj head
                    ? read(head, kept.getBuffer(end + 1, kept.length()))
                    : null;
        } catch (JsonSyntaxException e) {
            return null;
        }
    }

    private static @Nullable Entry read(Obj head, Buffer body) {
        Num format = head.number("format");
        Num made = head.number("made");
        String type = head.text("type");
        if (format == null || format.asBigDecimal().intValue() != FORMAT || made == null || type == null) {
            return null;
        }
        return new Entry(
                Instant.ofEpochMilli(made.asBigDecimal().longValue()),
                Boolean.TRUE.equals(head.bool("streamed")),
                type,
                head.text("coding"),
                body);
    }

    Duration age(Instant now) {
        Duration age = Duration.between(made, now);
        return age.isNegative() ? Duration.ZERO : age; // Clocks of replicas differ.
    }

    /** The reply again, for one call. */
    Reply reply(Call call, Instant now) {
        Headers headers = Headers.of("content-type", type)
                .with("age", Long.toString(age(now).toSeconds()))
                .with(CacheFilter.HEADER, "hit");
        Headers all = coding == null ? headers : headers.with("content-encoding", coding);
        if (!streamed) {
            return new Whole(200, all, body, call.endpoint(), Stopwatch.STOPPED);
        }
        return new Streamed(200, all, Sources.of(frames(call)), call.endpoint(), Stopwatch.STOPPED);
    }

    private List<Frames> frames(Call call) {
        ReplyLens lens = call.endpoint().replyLens();
        Framing framing = coding != null || lens == null ? Framing.opaque() : lens.framing();
        List<Frames> frames = List.of(framing.feed(body), framing.end());
        return frames.stream().filter(piece -> !piece.isEmpty()).toList();
    }
}
