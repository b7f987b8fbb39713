package dev.sluice.proxy.state.redis;

import dev.sluice.api.plugin.Timers;
import dev.sluice.api.state.StateUnavailableException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's connection to Redis. It is dialled again, at growing distances, whenever it is lost; while it is, and while its
 * breaker is open, commands fail at once. Touched on its event loop only, but for what says so.
 */
final class Link {

    /** Time for connecting and logging in. */
    static final Duration DIAL = Duration.ofSeconds(3);

    /** A connection on which nothing came for so long, though something was asked, is given up. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    /** Errors that say that this is not, or not yet, the server to ask: dialling again finds the one that is. */
    private static final List<String> ELSEWHERE = List.of("READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN");

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Context context;
    private final Parts parts;
    private final Breaker breaker = new Breaker();
    private final Promise<Void> first = Promise.promise();
    private @Nullable Redis client;
    private @Nullable RedisConnection connection;
    private int attempts;
    private int pending;
    private long heardAt;
    private boolean closed;

    /** Counts dialling and hanging up, so that what belongs to an earlier connection is known by its number. */
    private long epoch;

    /**
     * What all links share.
     *
     * @param dialer makes clients
     * @param timers time
     * @param health is told when this link has trouble
     * @param meters count it
     * @param deadline for each command
     * @param maxPending commands that may wait for their answers
     */
    record Parts(Dialer dialer, Timers timers, Health health, StateMeters meters, Duration deadline, int maxPending) {}

    Link(Context context, Parts parts) {
        this.context = context;
        this.parts = parts;
    }

    Context context() {
        return context;
    }

    /** Begins to connect. */
    void open() {
        dial();
    }

    /** How the first attempt went. Any thread. */
    Future<Void> opened() {
        return first.future();
    }

    void close() {
        closed = true;
        parts.health().well(this);
        hangUp();
    }

    /** Sends a command; its answer comes when it comes. Before the first connection is there, commands wait for it. */
    Future<@Nullable Response> send(Request request) {
        if (!first.future().isComplete()) {
            return first.future().compose(connected -> send(request), failed -> Future.failedFuture(away()));
        }
        RedisConnection open = connection;
        if (open == null || breaker.isOpen()) {
            return Future.failedFuture(away());
        }
        if (pending >= parts.maxPending()) {
            return Future.failedFuture(new StateUnavailableException(
                    "Expected Redis to keep up, found " + pending + " commands waiting for it.", null));
        }
        return send(open, request);
    }

    /** The same answer, if it comes before the deadline. */
    <T extends @Nullable Object> Future<T> inTime(Future<T> answer) {
        if (answer.isComplete()) {
            return answer.recover(failure -> Future.failedFuture(StateUnavailable.of(failure)));
        }
        Promise<T> promise = Promise.promise();
        Timers.Timer timer = parts.timers().after(parts.deadline(), () -> missed(promise));
        answer.onComplete(done -> {
            timer.cancel();
            answered(promise, done);
        });
        return promise.future();
    }

    /** Whether Redis itself answered with an error, of a kind. */
    static boolean isAnswer(Throwable failure, String kind) {
        return failure instanceof ErrorType error && error.is(kind);
    }

    private <T extends @Nullable Object> void answered(Promise<T> promise, AsyncResult<T> done) {
        if (done.succeeded() && promise.tryComplete(done.result())) {
            breaker.answered();
        } else if (done.failed()) {
            promise.tryFail(StateUnavailable.of(done.cause()));
        }
    }

    private void missed(Promise<?> promise) {
        if (!promise.tryFail(new StateUnavailableException(
                "Expected Redis to answer within " + parts.deadline().toMillis() + " ms, found that it did not.",
                null))) {
            return;
        }
        parts.meters().timedOut();
        if (breaker.missed() && connection != null) {
            parts.health().trouble(this, "it answers too late");
            probeLater(epoch);
        }
    }

    private Future<@Nullable Response> send(RedisConnection open, Request request) {
        long mine = epoch;
        pending++;
        if (pending == 1) {
            heardAt = parts.timers().nanoTime();
        }
        return open.send(request).onComplete(answer -> {
            pending--;
            if (answer.succeeded() || isFromTheRightServer(answer.cause())) {
                heardAt = parts.timers().nanoTime();
            } else {
                lost(mine, answer.cause().getMessage());
            }
        });
    }

    private static boolean isFromTheRightServer(Throwable failure) {
        return failure instanceof ErrorType error && ELSEWHERE.stream().noneMatch(error::is);
    }

    private void dial() {
        if (closed) {
            return;
        }
        long mine = ++epoch;
        Redis dialled = parts.dialer().commands();
        client = dialled;
        attempts++;
        Timers.Timer timer = parts.timers().after(DIAL, () -> failed(mine, "it does not answer"));
        dialled.connect()
                .compose(made -> made.send(Request.cmd(Command.PING)).map(made))
                .onComplete(done -> {
                    timer.cancel();
                    if (done.succeeded()) {
                        connected(mine, done.result());
                    } else {
                        failed(mine, String.valueOf(done.cause().getMessage()));
                    }
                });
    }

    private void connected(long mine, RedisConnection made) {
        if (epoch != mine) {
            return; // Too late: it was given up.
        }
        connection = made;
        attempts = 0;
        made.endHandler(ended -> lost(mine, "the connection was closed"));
        made.exceptionHandler(broken -> lost(mine, broken.getMessage()));
        up();
        first.tryComplete();
    }

    private void up() {
        breaker.close();
        parts.health().well(this);
    }

    private void failed(long mine, String why) {
        if (epoch == mine) {
            parts.health().trouble(this, why);
            hangUp();
            redialLater();
            first.tryFail(new StateUnavailableException("Expected to connect to Redis, found that " + why, null));
        }
    }

    private void lost(long mine, @Nullable String why) {
        if (epoch == mine) {
            parts.health().trouble(this, why == null ? "the connection was lost" : why);
            hangUp();
            redialLater();
        }
    }

    private void hangUp() {
        Redis given = client;
        epoch++;
        client = null;
        connection = null;
        breaker.trip();
        if (given != null) {
            given.close();
        }
    }

    private void redialLater() {
        if (!closed) {
            parts.meters().redialled();
            parts.timers().after(pause(), this::dial);
        }
    }

    /** Twice as long each time, and never the same for all replicas. */
    private Duration pause() {
        long most = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempts, 10));
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    private void probeLater(long mine) {
        parts.timers().after(parts.deadline().multipliedBy(2), () -> probe(mine));
    }

    /** Closes the breaker when an answer came in time; gives the connection up when nothing has come for long. */
    private void probe(long mine) {
        RedisConnection open = connection;
        if (epoch != mine || open == null) {
            return;
        }
        if (pending > 0 && parts.timers().nanoTime() - heardAt > SILENCE.toNanos()) {
            lost(mine, "it is silent");
        } else if (pending >= parts.maxPending()) {
            probeLater(mine);
        } else {
            inTime(send(open, Request.cmd(Command.PING))).onComplete(done -> probed(mine, done.succeeded()));
        }
    }

    private void probed(long mine, boolean inTime) {
        if (epoch == mine && inTime) {
            up();
        } else {
            probeLater(mine);
        }
    }

    private StateUnavailableException away() {
        return new StateUnavailableException(
                "Expected Redis to be there, found that " + parts.health().of(this) + ".", null);
    }
}
