package dev.sluice.proxy.state.memory;

import dev.sluice.api.state.Topic;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Topics within a process: each listener is told on its own event loop. */
public final class MemoryTopics {

    private final Vertx vertx;
    private final Map<String, List<Place>> topics = new ConcurrentHashMap<>();

    /**
     * Makes topics without listeners.
     *
     * @param vertx whose event loops listeners are told on
     */
    public MemoryTopics(Vertx vertx) {
        this.vertx = vertx;
    }

    private record Place(Context context, Topic.Listener listener) {

        void tell(Consumer<Topic.Listener> what) {
            context.runOnContext(unused -> what.accept(listener));
        }
    }

    /**
     * A topic.
     *
     * @param name the topic's
     * @return of this process
     */
    public Topic topic(String name) {
        return new Topic() {
            @Override
            public Future<Void> publish(Buffer message) {
                tell(name, listener -> listener.heard(message));
                return Future.succeededFuture();
            }

            @Override
            public Subscription subscribe(Listener listener) {
                return MemoryTopics.this.subscribe(name, listener);
            }
        };
    }

    /**
     * Tells all listeners of one topic.
     *
     * @param name the topic's
     * @param what to tell them
     */
    public void tell(String name, Consumer<Topic.Listener> what) {
        topics.getOrDefault(name, List.of()).forEach(place -> place.tell(what));
    }

    /** Tells all listeners of all topics that messages may have been lost. */
    public void missed() {
        topics.keySet().forEach(name -> tell(name, Topic.Listener::missed));
    }

    private Topic.Subscription subscribe(String name, Topic.Listener listener) {
        Place place = new Place(vertx.getOrCreateContext(), listener);
        topics.computeIfAbsent(name, unused -> new CopyOnWriteArrayList<>()).add(place);
        return () -> topics.getOrDefault(name, List.of()).remove(place);
    }
}
