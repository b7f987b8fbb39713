package dev.sluice.proxy.state.redis;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A link for each event loop; whoever is on none of them is served by one. */
final class Links {

    private final VertxInternal vertx;
    private final Link.Parts parts;
    private final Map<Thread, Link> links = new ConcurrentHashMap<>();
    private final ContextInternal home;

    Links(Vertx vertx, Link.Parts parts) {
        this.vertx = (VertxInternal) vertx;
        this.parts = parts;
        this.home = this.vertx.createEventLoopContext();
    }

    /** Connects on all loops; tells how the first attempts went. */
    Future<Void> open(int loops) {
        List<Future<Void>> opened = new CopyOnWriteArrayList<>();
        return vertx.deployVerticle(() -> new Seat(opened), new DeploymentOptions().setInstances(loops))
                .compose(seated -> Future.all(opened).mapEmpty());
    }

    /** Has something done with the link of the event loop that asks. */
    <T extends @Nullable Object> Future<T> with(Function<Link, Future<T>> work) {
        ContextInternal current = ContextInternal.current();
        if (current != null && Context.isOnEventLoopThread() && vertx.equals(current.owner())) {
            return work.apply(here());
        }
        Promise<T> promise = Promise.promise();
        home.runOnContext(unused -> work.apply(here()).onComplete(promise));
        return promise.future();
    }

    Future<Void> close() {
        List<Future<Void>> closing = new ArrayList<>();
        for (Link link : links.values()) {
            Promise<Void> closed = Promise.promise();
            link.context().runOnContext(unused -> {
                link.close();
                closed.complete();
            });
            closing.add(closed.future());
        }
        return Future.join(closing).mapEmpty();
    }

    private Link here() {
        @Nullable Link link = links.get(Thread.currentThread());
        return link != null ? link : links.computeIfAbsent(Thread.currentThread(), this::make);
    }

    private Link make(Thread loop) {
        ContextInternal context = vertx.contextBuilder()
                .withEventLoop(ContextInternal.current().nettyEventLoop())
                .build();
        Link link = new Link(context, parts);
        context.runOnContext(unused -> link.open());
        return link;
    }

    /** Makes the link of the loop that it is deployed on. */
    private final class Seat implements Deployable {

        private final List<Future<Void>> opened;

        Seat(List<Future<Void>> opened) {
            this.opened = opened;
        }

        @Override
        public Future<?> deploy(Context context) {
            opened.add(here().opened());
            return Future.succeededFuture();
        }
    }
}
