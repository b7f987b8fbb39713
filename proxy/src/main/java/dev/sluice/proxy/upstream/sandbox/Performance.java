package dev.sluice.proxy.upstream.sandbox;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.proxy.upstream.StreamUsage;
import dev.sluice.proxy.upstream.sandbox.model.Act;
import dev.sluice.proxy.upstream.sandbox.model.Act.Ending;
import dev.sluice.proxy.upstream.sandbox.model.Answer;
import dev.sluice.proxy.upstream.sandbox.model.Pace;
import dev.sluice.proxy.upstream.sandbox.voice.Ask;
import dev.sluice.proxy.upstream.sandbox.voice.Beat;
import dev.sluice.proxy.upstream.sandbox.voice.Manner;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Content;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.stream.Stream;

/** One call's answer, given at its model's pace and given up when the call's scope ends. */
final class Performance {

    /** How many moments of a stream come before it breaks or falls silent. */
    private static final int BEATS_BEFORE_END = 4;

    private final Call call;
    private final Timers timers;
    private final Failures failures;
    private final Stopwatch stopwatch;

    Performance(Call call, Timers timers, Failures failures) {
        this.call = call;
        this.timers = timers;
        this.failures = failures;
        this.stopwatch = Stopwatch.start(timers::nanoTime);
    }

    Future<Reply> answer(Ask ask, Manner manner, Act.Answers act) {
        return switch (manner) {
            case Manner.Computes computes -> compute(ask, computes, act.pace());
            case Manner.Tells tells -> tell(ask, tells, act);
        };
    }

    Future<Reply> fail(int status) {
        CallError error = failures.asked(status);
        Headers headers = Headers.of("content-type", "application/json");
        Duration delay = error.retryAfter();
        Headers told = delay == null ? headers : headers.with("retry-after", Long.toString(delay.toSeconds()));
        return Future.succeededFuture(new Whole(status, told, call.dialect().error(error), call.endpoint(), stopwatch));
    }

    /** Never answers; fails once nobody waits any more. */
    Future<Reply> silence() {
        Promise<Reply> never = Promise.promise();
        call.scope().onEnd(() -> never.tryFail(failures.cancelled()));
        return never.future();
    }

    private Future<Reply> compute(Ask ask, Manner.Computes computes, Pace pace) {
        if (call.streamed()) {
            return Future.failedFuture(failures.unstreamed(call.endpoint()));
        }
        Content content = computes.compute(ask);
        return after(pace.first(), whole(content));
    }

    private Future<Reply> tell(Ask ask, Manner.Tells tells, Act.Answers act) {
        Answer answer = act.author().write(ask.prompt()).within(ask.prompt().parameters());
        if (call.streamed()) {
            return Future.succeededFuture(stream(tells, tells.stream(ask, answer), act));
        }
        return switch (act.ending()) {
            case WHOLE -> after(act.pace().due(answer.tokens()), whole(Content.of(tells.whole(ask, answer))));
            case BROKEN -> Future.failedFuture(failures.broken());
            case SILENT -> silence();
        };
    }

    private Reply stream(Manner.Tells tells, Stream<Beat<Event>> beats, Act.Answers act) {
        Stream<Beat<Event>> kept = act.ending() == Ending.WHOLE
                ? beats
                : beats.filter(beat -> !beat.events().isEmpty()).limit(BEATS_BEFORE_END);
        Future<Frames> ending = switch (act.ending()) {
            case WHOLE -> Future.succeededFuture();
            case BROKEN -> Future.failedFuture(failures.broken());
            case SILENT -> Promise.<Frames>promise().future();
        };
        PacedSource source = new PacedSource(kept.iterator(), act.pace(), timers, stopwatch, ending);
        call.scope().onEnd(source::cancel);
        Headers headers = Headers.of("content-type", tells.streamType());
        Streamed streamed = new Streamed(200, headers, source, call.endpoint(), stopwatch);
        return StreamUsage.isUnasked(call) ? StreamUsage.mark(streamed) : streamed;
    }

    private Reply whole(Content content) {
        return new Whole(200, Headers.of("content-type", content.type()), content.bytes(), call.endpoint(), stopwatch);
    }

    private Future<Reply> after(Duration delay, Reply reply) {
        if (!delay.isPositive()) {
            return Future.succeededFuture(reply);
        }
        Promise<Reply> promise = Promise.promise();
        Timers.Timer timer = timers.after(delay, () -> promise.tryComplete(reply));
        call.scope().onEnd(() -> {
            timer.cancel();
            promise.tryFail(failures.cancelled());
        });
        return promise.future();
    }
}
