package dev.sluice.testkit;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** One call and its reply, with the host's part played: it contains what the filter throws, and tells it when the client leaves. */
final class Exchange {
    private final Call call;
    private final FakeClient client;
    private final Promise<Reply> reply = Promise.promise();
    private @Nullable Reading reading;

    Exchange(Call call, FakeClient client) {
        this.call = call;
        this.client = client;
    }

    Call call() {
        return call;
    }

    Future<Reply> reply() {
        return reply.future();
    }

    /** What the client has; only once the reply is there. */
    Reading reading() {
        if (reading == null) {
            throw new AssertionError("Expected a reply but found " + reply.future());
        }
        return reading;
    }

    void start(Filter filter, Next next) {
        Future<Reply> future;
        try {
            future = filter.apply(call, next);
        } catch (RuntimeException e) {
            future = Future.failedFuture(e);
        }
        future.onSuccess(this::arrived).onFailure(reply::fail);
    }

    /** The client's connection is gone. */
    void leave() {
        if (reply.future().succeeded()) {
            reply.future().result().cancel();
        }
        call.scope().end(CallError.of(CallError.Category.CANCELLED, "client_left", "The client has left."));
    }

    boolean isOver() {
        return reply.future().failed() || (reading != null && !reading.isGoingOn());
    }

    /** The text that the client got, or the code of the error that it got instead of the text or after some of it. */
    String outcome() {
        Throwable failure =
                reply.future().failed() ? reply.future().cause() : reading().failure();
        if (failure == null) {
            return reading().text();
        }
        return "error " + (failure instanceof CallError error ? error.code() : failure.toString());
    }

    private void arrived(Reply arrived) {
        try {
            reading = client.read(arrived);
            reply.complete(arrived);
        } catch (RuntimeException e) {
            reply.fail(e);
        }
    }
}
