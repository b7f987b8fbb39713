package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Topic;
import dev.sluice.proxy.state.memory.MemoryTopics;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/** Topics over Redis' publish and subscribe. What comes in is passed on to this process' own listeners. */
final class RedisTopics {

    private final Links links;
    private final Names names;
    private final MemoryTopics own;
    private final Subscriber subscriber;

    RedisTopics(Links links, Names names, MemoryTopics own, Subscriber subscriber) {
        this.links = links;
        this.names = names;
        this.own = own;
        this.subscriber = subscriber;
    }

    Topic topic(String name) {
        String channel = names.topic(name);
        return new Topic() {
            @Override
            public Future<Void> publish(Buffer message) {
                return RedisTopics.this.publish(channel, message);
            }

            @Override
            public Subscription subscribe(Listener listener) {
                Subscription subscription = own.topic(channel).subscribe(listener);
                subscriber.listen(channel);
                return subscription;
            }
        };
    }

    /** If Redis cannot pass it on, at least this process hears of it. */
    private Future<Void> publish(String channel, Buffer message) {
        Request publish = Request.cmd(Command.PUBLISH).arg(channel).arg(message);
        return links.<@Nullable Response>with(link -> link.inTime(link.send(publish)))
                .onFailure(away -> own.tell(channel, listener -> listener.heard(message)))
                .mapEmpty();
    }
}
