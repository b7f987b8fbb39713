package dev.sluice.plugins.cache;

import dev.sluice.api.Headers;
import dev.sluice.api.Metering;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Usage;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A reply that is kept, as the bytes that came: what they mean is read from them when somebody wants it in another form.
 *
 * @param made when
 * @param fresh for how long it is given without asking again
 * @param form how it is spelled
 * @param type its media type
 * @param tags by which it is purged
 * @param unasked whether it is a stream that tells its usage although its client has not asked for that
 * @param lossless whether nothing was lost between the provider and it, nor of its request: callers of other dialects may have it, too
 * @param usage what its provider has told of it, or the host has counted, whether or not it tells so itself; null if nobody knows
 * @param body its bytes, without a content coding
 */
record Entry(
        Instant made,
        Duration fresh,
        Form form,
        String type,
        Set<String> tags,
        boolean unasked,
        boolean lossless,
        @Nullable Usage usage,
        Buffer body) {

    /** What one weighs beside its bytes, roughly. */
    private static final int OVERHEAD = 512;

    Duration age(Instant now) {
        Duration age = Duration.between(made, now);
        return age.isNegative() ? Duration.ZERO : age; // Clocks of replicas differ.
    }

    boolean isFresh(Instant now) {
        return age(now).compareTo(fresh) < 0;
    }

    /** Whether nothing is missing in it that a form tells: many streams tell no usage, and nobody else knows it. */
    boolean serves(Form wanted) {
        return form.usage() || unasked || !wanted.usage();
    }

    int weight() {
        return OVERHEAD + body.length();
    }

    /** The reply again, as it came, from the endpoint that it has the form of. */
    Reply reply(Endpoint endpoint, String word, Instant now, Pace pace) {
        Headers headers = headers(word, now);
        Reply reply = form.streamed()
                ? new Streamed(200, headers, frames(endpoint, pace), endpoint, Stopwatch.STOPPED)
                : new Whole(200, headers, body, endpoint, Stopwatch.STOPPED);
        return reply.withMetering(metering());
    }

    /** Tells what the reply has used, in whatever form it is said. */
    Metering metering() {
        return Retold.of(usage);
    }

    Headers headers(String word, Instant now) {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap()
                .add("content-type", type)
                .add("age", Long.toString(age(now).toSeconds()))
                .add(CacheFilter.HEADER, word);
        if (unasked) {
            fields.add(ReplyLens.UNASKED_USAGE, "unasked");
        }
        return Headers.wrap(fields);
    }

    private Source<Frames> frames(Endpoint endpoint, Pace pace) {
        ReplyLens lens = endpoint.replyLens();
        Framing framing = lens == null ? Framing.opaque() : lens.framing();
        List<Frames> frames = Stream.of(framing.feed(body), framing.end())
                .filter(piece -> !piece.isEmpty())
                .toList();
        return lens == null || pace.isAtOnce()
                ? Sources.of(frames)
                : pace.source(frames.stream()
                        .flatMap(piece -> piece.events().stream())
                        .toList());
    }
}
