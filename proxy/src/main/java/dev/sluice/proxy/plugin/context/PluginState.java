package dev.sluice.proxy.plugin.context;

import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Leases;
import dev.sluice.api.state.Logs;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.State;
import dev.sluice.api.state.Topic;
import dev.sluice.api.state.Use;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The host's shared state; what one context listens to is ended together. */
final class PluginState implements State {

    private final State host;
    private final Lease lease;
    private final Set<Topic.Subscription> subscriptions = ConcurrentHashMap.newKeySet();

    PluginState(State host, Lease lease) {
        this.host = host;
        this.lease = lease;
    }

    @Override
    public Cache cache(Use use) {
        lease.check();
        return host.cache(use);
    }

    @Override
    public Quotas quotas(Use use) {
        lease.check();
        return host.quotas(use);
    }

    @Override
    public Leases leases(Use use) {
        lease.check();
        return host.leases(use);
    }

    @Override
    public Logs logs(Use use) {
        lease.check();
        return host.logs(use);
    }

    @Override
    public Topic topic(String name) {
        lease.check();
        return new HeldTopic(host.topic(name));
    }

    Future<Void> cancelAll() {
        subscriptions.forEach(Topic.Subscription::cancel);
        subscriptions.clear();
        return Future.succeededFuture();
    }

    private final class HeldTopic implements Topic {

        private final Topic topic;

        HeldTopic(Topic topic) {
            this.topic = topic;
        }

        @Override
        public Future<Void> publish(Buffer message) {
            return topic.publish(message);
        }

        @Override
        public Subscription subscribe(Listener listener) {
            lease.check();
            Subscription subscription = topic.subscribe(listener);
            subscriptions.add(subscription);
            return () -> {
                subscriptions.remove(subscription);
                subscription.cancel();
            };
        }
    }
}
