package dev.sluice.proxy.state.redis;

import dev.sluice.api.plugin.Timers;
import dev.sluice.api.state.Topic;
import dev.sluice.proxy.state.memory.MemoryTopics;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connection on which a process listens. When it is lost, or silent, another is made, everything is subscribed to again, and
 * listeners are told that they may have missed something. Runs on one event loop.
 */
final class Subscriber {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final Context context;
    private final Dialer dialer;
    private final Timers timers;
    private final Health health;
    private final MemoryTopics listeners;
    private final Set<String> channels = new LinkedHashSet<>();
    private @Nullable Redis client;
    private @Nullable RedisConnection connection;
    private int attempts;
    private boolean closed;

    /** Counts dialling and hanging up, so that what belongs to an earlier connection is known by its number. */
    private long epoch;

    Subscriber(Vertx vertx, Dialer dialer, Timers timers, Health health, MemoryTopics listeners) {
        this.context = vertx.getOrCreateContext();
        this.dialer = dialer;
        this.timers = timers;
        this.health = health;
        this.listeners = listeners;
    }

    /** Listens to one more channel; its listeners are told that they may have missed something as soon as it does. */
    void listen(String channel) {
        context.runOnContext(unused -> {
            channels.add(channel);
            if (connection != null) {
                subscribe(connection, channel);
            } else if (client == null && channels.size() == 1) {
                dial();
            }
        });
    }

    void close() {
        context.runOnContext(unused -> {
            closed = true;
            health.well(this);
            hangUp();
        });
    }

    private void dial() {
        if (closed) {
            return;
        }
        long mine = ++epoch;
        Redis dialled = dialer.listening(attempts++);
        client = dialled;
        Timers.Timer timer = timers.after(Link.DIAL, () -> lost(mine, "it does not answer"));
        dialled.connect()
                .compose(made -> made.send(Request.cmd(Command.PING)).map(made))
                .onSuccess(made -> connected(mine, made))
                .onFailure(failure -> lost(mine, String.valueOf(failure.getMessage())))
                .onComplete(done -> timer.cancel());
    }

    private void connected(long mine, RedisConnection made) {
        if (epoch != mine) {
            return;
        }
        connection = made;
        made.handler(this::heard);
        made.endHandler(ended -> lost(mine, "the connection was closed"));
        made.exceptionHandler(broken -> lost(mine, String.valueOf(broken.getMessage())));
        channels.forEach(channel -> subscribe(made, channel));
        health.well(this);
        beatLater(mine, made);
    }

    private static void subscribe(RedisConnection on, String channel) {
        on.send(Request.cmd(Command.SUBSCRIBE).arg(channel));
    }

    private void heard(Response message) {
        if (message == null || message.size() < 3) {
            return;
        }
        String channel = message.get(1).toString();
        switch (message.get(0).toString()) {
            case "message" ->
                listeners.tell(
                        channel, listener -> listener.heard(message.get(2).toBuffer()));
            case "subscribe" -> listeners.tell(channel, Topic.Listener::missed);
            default -> {}
        }
    }

    private void beatLater(long mine, RedisConnection made) {
        timers.after(BEAT, () -> {
            if (epoch == mine) {
                Timers.Timer silent = timers.after(BEAT, () -> lost(mine, "it is silent"));
                made.send(Request.cmd(Command.PING)).onComplete(done -> {
                    silent.cancel();
                    beatLater(mine, made);
                });
            }
        });
    }

    private void lost(long mine, String why) {
        if (epoch == mine) {
            health.trouble(this, why);
            hangUp();
            timers.after(PAUSE, this::dial);
        }
    }

    private void hangUp() {
        Redis given = client;
        epoch++;
        client = null;
        connection = null;
        if (given != null) {
            given.close();
        }
    }
}
