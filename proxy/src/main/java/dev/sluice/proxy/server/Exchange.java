package dev.sluice.proxy.server;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Scope;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.proxy.generation.Generation;
import dev.sluice.proxy.generation.Route;
import dev.sluice.proxy.io.PushedSource;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply. Its steps, each of which may fail into an error reply: find the endpoint, take in the body,
 * find model and route, run the chain, write the reply.
 */
final class Exchange {

    private final DataPlane plane;
    private final Generation generation;
    private final HttpServerRequest request;
    private final Limits limits;
    private final Scope scope = Scope.root();
    private final String id;
    private final long startedAt;
    private final Answer answer;
    private Destination destination = Destination.NOWHERE;
    private @Nullable Call call;
    private boolean ended;

    Exchange(DataPlane plane, Generation generation, HttpServerRequest request) {
        this.plane = plane;
        this.generation = generation;
        this.request = request;
        this.limits = Limits.of(generation.parts().settings().server());
        this.id = plane.nextId();
        this.startedAt = plane.timers().nanoTime();
        this.answer = new Answer(request, new Answer.Frame(id, startedAt, limits.pace()), plane.timers());
    }

    void start() {
        request.response().closeHandler(closed -> left());
        request.response().exceptionHandler(broken -> left());
        request.exceptionHandler(broken -> left());
        try {
            admit();
            destination = Destination.of(generation.parts(), request);
            takeIn(destination.endpoint());
        } catch (RuntimeException refused) {
            fail(refused);
        }
    }

    private void admit() {
        if (plane.underWay() > limits.maxCalls()) {
            throw Refusals.overloaded();
        }
    }

    private void takeIn(Endpoint endpoint) {
        boolean json = endpoint.payload() == Endpoint.Payload.JSON;
        long limit = json ? limits.maxBody() : limits.maxUpload();
        long announced = RequestBody.announced(request);
        if (announced > limit) {
            throw RequestBody.tooLarge(limit);
        }
        if (json) {
            Intake.checkType(request.getHeader("content-type"));
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            request.response().writeContinue();
        }
        if (json) {
            buffer();
        } else {
            upload(announced, limit);
        }
    }

    private void buffer() {
        RequestBody.read(request, limits.maxBody(), limits.bodyTimeout(), plane.timers())
                .onComplete(body -> {
                    if (ended) {
                        return;
                    }
                    request.exceptionHandler(broken -> left());
                    if (body.succeeded()) {
                        guarded(() -> route(body.result()));
                    } else {
                        fail(body.cause());
                    }
                });
    }

    private void route(Buffer body) {
        String coding = request.getHeader("content-encoding");
        Intake.Routing routing = new Intake(limits.json()).read(body, coding);
        Endpoint endpoint = destination.endpoint();
        String model = destination.model().isEmpty() ? routing.model() : destination.model();
        Headers headers = Headers.wrap(request.headers());
        Headers decoded = coding == null ? headers : headers.without("content-encoding");
        run(Body.of(routing.body()), decoded, model, endpoint.streams(routing.stream()));
    }

    private void upload(long announced, long limit) {
        boolean empty = announced == 0 || announced < 0 && request.getHeader("transfer-encoding") == null && request.isEnded();
        Body body = Body.NONE;
        if (!empty) {
            PushedSource bytes = new PushedSource(request, () -> request.connection().close());
            scope.onEnd(bytes::cancelQuietly);
            body = new Body.Upload(new Upload(bytes, limit), announced);
        }
        run(body, Headers.wrap(request.headers()), destination.model(), destination.endpoint().streams(null));
    }

    private void run(Body body, Headers headers, String model, boolean streamed) {
        Route route = generation
                .route(destination.dialect(), destination.endpoint(), request.path(), headers, model)
                .orElseThrow(Refusals::noRoute);
        Call made = destination
                .call(request)
                .id(id)
                .headers(headers)
                .body(body)
                .model(model)
                .streamed(streamed)
                .route(route.name())
                .candidates(destination.candidates(generation.parts().catalog(), model))
                .target(destination.target(model))
                .scope(scope)
                .startedAt(startedAt)
                .build();
        call = made;
        Future<Reply> reply = route.chain().proceed(made);
        reply.onComplete(done -> guarded(() -> answer(made, done.result(), done.cause())));
    }

    private void answer(Call made, @Nullable Reply reply, @Nullable Throwable failure) {
        if (ended) {
            if (reply != null) {
                reply.cancel();
            }
        } else if (reply == null) {
            fail(failure != null ? failure : new IllegalStateException("no reply"));
        } else {
            answer.send(made, reply).onComplete(sent -> end(sent.cause()));
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        if (!ended) {
            answer.refuse(destination, call, cause).onComplete(sent -> end(null));
        }
    }

    private void left() {
        if (!ended && !answer.isComplete()) {
            answer.left();
            end(new CancellationException("the client has left"));
        }
    }

    private void end(@Nullable Throwable cause) {
        if (ended) {
            return;
        }
        ended = true;
        try {
            scope.end(cause);
        } finally {
            plane.meter().callEnded(answer.report(call, destination, cause));
            plane.ended(generation, request);
        }
    }

    /** What a refusal looks like that has nothing to do with what is asked. */
    static final class Refusals {

        private Refusals() {}

        static CallError overloaded() {
            return CallError.of(
                            Category.OVERLOADED, "overloaded", "Too many calls are under way. Try again in a moment.")
                    .withRetryAfter(java.time.Duration.ofSeconds(1));
        }

        static CallError noRoute() {
            return CallError.of(
                    Category.NOT_FOUND, "no_route", "No route of the config takes this call. The last route should have no match.");
        }
    }
}
