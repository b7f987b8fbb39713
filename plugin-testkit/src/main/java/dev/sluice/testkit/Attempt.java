package dev.sluice.testkit;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.json.Json;
import dev.sluice.api.plugin.Timers.Timer;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attempt of a call at a {@link ScriptedUpstream}: what it was asked, and what became of it. */
public final class Attempt {
    private final Call call;
    private final VirtualTime time;
    private final Promise<Reply> reply = Promise.promise();
    private final Timer deadline;
    private @Nullable ScriptedFrames frames;
    private boolean cancelled;

    Attempt(Call call, VirtualTime time, Duration deadline) {
        this.call = call;
        this.time = time;
        this.deadline = time.after(deadline, () -> fail(timeout()));
    }

    /**
     * The call as it arrived.
     *
     * @return what the filters made of it
     */
    public Call call() {
        return call;
    }

    /**
     * Whether it is still going on: nothing answered yet, or a stream that has neither ended nor been cancelled.
     *
     * @return true if it holds a connection
     */
    public boolean isOpen() {
        return !reply.future().isComplete() || (frames != null && frames.isOpen());
    }

    /**
     * Whether it was given up from above before it was over.
     *
     * @return true if its scope ended, or its stream was cancelled, in time
     */
    public boolean wasCancelled() {
        return cancelled || (frames != null && frames.wasCancelled());
    }

    /**
     * How much of the stream was asked for.
     *
     * @return the number of frames that were asked for; 0 for a whole reply
     */
    public int pulled() {
        return frames == null ? 0 : frames.pulled();
    }

    /** What the law of {@link dev.sluice.api.stream.Source} says and whoever pulled did not keep; null if all is well. */
    @Nullable String violation() {
        return frames == null ? null : frames.violation();
    }

    Future<Reply> play(Script script) {
        call.scope().onEnd(this::scopeEnded);
        Future<Void> sent = call.body() instanceof Body.Upload upload
                ? Sources.forEach(upload.bytes(), chunk -> {})
                : Future.succeededFuture();
        sent.onComplete(done -> act(script), this::fail);
        return reply.future().onComplete(done -> stopIfOver());
    }

    private void act(Script script) {
        switch (script) {
            case Script.Fails fails -> fail(fails.error());
            case Script.Silent silent -> {}
            case Script.Replies replies -> answer(replies.reply().apply(call));
            case Script.Says says when says.delay().isZero() -> say(says);
            case Script.Says says -> time.after(says.delay(), () -> say(says));
        }
    }

    private void say(Script.Says script) {
        if (reply.future().isComplete()) {
            return;
        }
        if (script.status() < 400 && call.streamed()) {
            stream(script);
            return;
        }
        switch (script.end()) {
            case COMPLETES -> answer(whole(script));
            case BREAKS -> fail(broken());
            case STALLS -> {}
        }
    }

    private void stream(Script.Says script) {
        List<Buffer> events = new ArrayList<>();
        Wire wire = Wire.of(call.endpoint());
        script.pieces().forEach(piece -> events.add(wire.piece(piece).raw()));
        if (script.end() == Script.Says.End.COMPLETES) {
            wire.last().stream().map(Event::raw).forEach(events::add);
        }
        frames = new ScriptedFrames(script.cut().apply(events), script, time, deadline::cancel);
        Headers headers = Headers.of("content-type", "text/event-stream");
        answer(new Streamed(script.status(), headers, frames, call.endpoint(), Stopwatch.start(time::nanoTime)));
    }

    private Whole whole(Script.Says script) {
        String text = String.join("", script.pieces());
        if (script.status() >= 400) {
            return call.reply(
                    script.status(),
                    Json.object("error", Json.object("code", text)).toBuffer());
        }
        return call.endpoint().replyLens() == null
                ? call.reply(script.status(), Buffer.buffer(text))
                : call.reply(
                        script.status(), Wire.of(call.endpoint()).whole(text).toBuffer());
    }

    private void answer(Reply answer) {
        reply.tryComplete(answer);
    }

    private void fail(Throwable why) {
        if (!reply.tryFail(why) && frames != null) {
            frames.fail(why);
        }
    }

    private void scopeEnded() {
        cancelled |= isOpen();
        fail(CallError.of(CallError.Category.CANCELLED, "cancelled", "Nobody is left to read the answer."));
    }

    private void stopIfOver() {
        if (!isOpen()) {
            deadline.cancel();
        }
    }

    private static CallError timeout() {
        return CallError.of(CallError.Category.TIMEOUT, "upstream_timeout", "The upstream did not answer in time.");
    }

    static CallError broken() {
        return CallError.of(CallError.Category.UPSTREAM, "upstream_broken", "The upstream broke off.");
    }
}
