package dev.sluice.testkit;

import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Reads replies as a client does: at its own pace, and for as long as it likes.
 *
 * @param time what its pace is measured by
 * @param pace from when frames came to when it asks for the next; zero is as fast as they come
 * @param patience how many frames it reads before it leaves
 */
public record FakeClient(VirtualTime time, Duration pace, int patience) {
    /**
     * Reads as fast as it can, to the end.
     *
     * @param time the test's
     * @return a client
     */
    public static FakeClient eager(VirtualTime time) {
        return new FakeClient(time, Duration.ZERO, Integer.MAX_VALUE);
    }

    /**
     * Takes its time.
     *
     * @param time the test's
     * @param pace between two frames
     * @return a client
     */
    public static FakeClient slow(VirtualTime time, Duration pace) {
        return new FakeClient(time, pace, Integer.MAX_VALUE);
    }

    /**
     * Leaves in the middle: it cancels the reply.
     *
     * @param time the test's
     * @param frames how many it reads
     * @return a client
     */
    public static FakeClient leaving(VirtualTime time, int frames) {
        return new FakeClient(time, Duration.ZERO, frames);
    }

    /**
     * Begins to read; goes on while time is advanced.
     *
     * @param reply read by nobody else
     * @return what the client has of it so far
     */
    public Reading read(Reply reply) {
        Reading reading = new Reading(reply.status(), reply.headers());
        switch (reply) {
            case Whole whole -> {
                whole.mapText(reading::collector);
                reading.end(Reading.End.COMPLETED, null);
            }
            case Streamed stream -> pull(stream.mapText(reading::collector).frames(), reading);
        }
        return reading;
    }

    /**
     * Begins to read as soon as the reply is there.
     *
     * @param reply a filter's
     * @return what the client has of it so far; a failure if there is no reply
     */
    public Future<Reading> read(Future<Reply> reply) {
        return reply.map(arrived -> read(arrived));
    }

    private void pull(Source<Frames> frames, Reading reading) {
        Future<Frames> next = ask(frames, reading);
        while (next.isComplete() && take(next, reading) && pace.isZero()) {
            next = ask(frames, reading);
        }
        Future<Frames> pending = next;
        if (!pending.isComplete()) {
            pending.onComplete(done -> {
                if (take(pending, reading)) {
                    goOn(frames, reading);
                }
            });
        } else if (reading.isGoingOn()) {
            goOn(frames, reading);
        }
    }

    private void goOn(Source<Frames> frames, Reading reading) {
        if (pace.isZero()) {
            pull(frames, reading);
        } else {
            time.after(pace, () -> pull(frames, reading));
        }
    }

    private Future<Frames> ask(Source<Frames> frames, Reading reading) {
        if (reading.frames() < patience) {
            return frames.next();
        }
        reading.end(Reading.End.LEFT, null);
        frames.cancel();
        return frames.next();
    }

    /** Whether there may be more. */
    private static boolean take(Future<Frames> next, Reading reading) {
        if (next.failed()) {
            reading.end(Reading.End.BROKEN, next.cause());
        } else if (next.result() == null) {
            reading.end(Reading.End.COMPLETED, null);
        } else {
            reading.took();
        }
        return reading.isGoingOn();
    }
}
