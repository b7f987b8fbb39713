package dev.sluice.proxy.server;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallBuilder;
import dev.sluice.api.ClientCertificate;
import dev.sluice.api.ClientCredentials;
import dev.sluice.api.Headers;
import dev.sluice.api.Journal;
import dev.sluice.api.Operation;
import dev.sluice.api.Reply;
import dev.sluice.api.Scope;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.Endpoint.ModelPlace;
import dev.sluice.api.stream.Sources;
import dev.sluice.proxy.form.FormUpload;
import dev.sluice.proxy.generation.Route;
import dev.sluice.proxy.io.Peer;
import dev.sluice.proxy.io.Room;
import dev.sluice.proxy.upstream.ClientAddress;
import dev.sluice.proxy.upstream.Session;
import dev.sluice.proxy.upstream.ShownCredentials;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its reply. Its steps, each of which may fail into an error reply: find the endpoint, take in the body,
 * find model and route, run the chain, write the reply.
 */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final DataPlane plane;
    private final Terms terms;
    private final HttpServerRequest request;
    private final Limits limits;
    private final Scope scope;
    private final String id;
    private final long startedAt;
    private final Answer answer;
    private Destination destination = Destination.NOWHERE;
    private @Nullable Call call;
    private boolean ended;

    Exchange(DataPlane plane, Terms terms, HttpServerRequest request) {
        this.plane = plane;
        this.terms = terms;
        this.request = request;
        this.limits = terms.limits();
        this.scope = Scope.root(terms.keep());
        this.id = plane.nextId();
        this.startedAt = plane.timers().nanoTime();
        this.answer =
                new Answer(request, new Answer.Frame(id, startedAt, limits.pace(), limits.session()), plane.timers());
    }

    void start() {
        request.response().closeHandler(closed -> left());
        request.response().exceptionHandler(broken -> left());
        request.exceptionHandler(broken -> left());
        guarded(() -> {
            admit();
            destination = Destination.of(terms.generation().parts(), request);
            if (isSession()) {
                SocketHandshake.check(request);
            }
            takeIn(destination.endpoint());
        });
    }

    private void admit() {
        RequestFraming.check(request, limits.maxTarget());
        if (plane.underWay() > limits.maxCalls()) {
            throw Refusals.overloaded();
        }
    }

    private void takeIn(Endpoint endpoint) {
        boolean json = endpoint.payload() == Endpoint.Payload.JSON || isDocumentForForm(endpoint);
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
            RequestBody body = new RequestBody(request, limits, plane.timers(), plane.room());
            scope.onEnd(body::drop);
            body.read().onComplete(came -> next(came, bytes -> decode(body, bytes)));
        } else {
            upload(announced, limit);
        }
    }

    /** SDKs write a document where there is no file to be sent. Of two types, the provider might read the other. */
    private boolean isDocumentForForm(Endpoint endpoint) {
        List<String> types =
                endpoint.modelPlace() == ModelPlace.FORM ? request.headers().getAll("content-type") : List.of();
        return types.size() == 1
                && types.getFirst().strip().toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    /** Goes on with what has come, unless everything is over meanwhile. */
    private <T> void next(AsyncResult<T> came, Consumer<T> step) {
        if (ended) {
            return;
        }
        if (came.succeeded()) {
            guarded(() -> step.accept(came.result()));
        } else {
            fail(came.cause());
        }
    }

    private void decode(RequestBody body, Buffer bytes) {
        Headers headers = Headers.wrap(request.headers());
        if (!headers.contains("content-encoding")) {
            route(bytes, headers);
            return;
        }
        String coding = String.join(",", headers.all("content-encoding"));
        Unpacking unpacking = new Unpacking(coding, bytes, limits.maxBody(), body::grow);
        scope.onEnd(unpacking::stop);
        unpacking.run().onComplete(came -> next(came, plain -> route(plain, headers.without("content-encoding"))));
    }

    private void route(Buffer body, Headers headers) {
        Intake.Routing routing = terms.intake().read(body);
        Endpoint endpoint = destination.endpoint();
        String model = destination.model().isEmpty() ? routing.model() : destination.model();
        run(routing.body(), headers, model, endpoint.streams(routing.stream()));
    }

    private void upload(long announced, long limit) {
        if (RequestFraming.hasNoBody(request)) {
            pass(Body.NONE);
            return;
        }
        Upload bytes = new Upload(request, limit, limits.bodyTimeout(), plane.timers());
        scope.onEnd(bytes::drop);
        Optional<String> boundary = boundary();
        if (boundary.isPresent()) {
            form(bytes, boundary.get()).onComplete(came -> next(came, form -> pass(form, announced)));
        } else if (announced > 0) {
            pass(new Body.Upload(bytes, announced));
        } else {
            bytes.next().onComplete(first -> next(first, chunk -> pass(unannounced(chunk, bytes))));
        }
    }

    /** Of a form in which a model is looked for; an encoded one cannot be read, and names none. */
    private Optional<String> boundary() {
        return destination.endpoint().modelPlace() == ModelPlace.FORM
                        && !request.headers().contains("content-encoding")
                ? FormUpload.boundary(request.headers().getAll("content-type"))
                : Optional.empty();
    }

    private Future<FormUpload> form(Upload bytes, String boundary) {
        Room.Share room = plane.room().share(limits.maxBodies());
        scope.onEnd(room::give);
        return FormUpload.begin(bytes, boundary, new FormUpload.Bounds(limits.maxBody(), room, Refusals::full));
    }

    private void pass(FormUpload form, long announced) {
        Body.Upload body = new Body.Upload(form, announced > 0 ? announced : -1);
        run(body, Headers.wrap(request.headers()), form.model(), destination.streams(request));
    }

    /** Whether there is a body at all, only its first bytes tell; a request must not get one on its way. */
    private static Body unannounced(@Nullable Buffer first, Upload rest) {
        return first == null ? Body.NONE : new Body.Upload(Sources.prepend(first, rest), -1);
    }

    private void pass(Body body) {
        run(body, Headers.wrap(request.headers()), destination.model(), destination.streams(request));
    }

    private void run(Body body, Headers headers, String model, boolean streamed) {
        Route route = terms.generation()
                .route(
                        destination.dialect(),
                        destination.endpoint(),
                        Objects.requireNonNullElse(request.path(), "/"),
                        headers,
                        model)
                .orElseThrow(Refusals::noRoute);
        Call made = builder()
                .id(id)
                .headers(headers)
                .body(body)
                .model(model)
                .streamed(streamed)
                .route(route.name())
                .candidates(destination.candidates(terms.generation().parts().catalog(), model, route.asksCallers()))
                .target(destination.target(model))
                .scope(scope)
                .startedAt(startedAt)
                .journal(new Journal(new Stopwatch(plane.timers()::nanoTime, startedAt)))
                .build();
        call = made;
        Future<Reply> reply = route.chain().proceed(made);
        reply.onComplete(done -> guarded(() -> answer(made, done.result(), done.cause())));
    }

    private CallBuilder builder() {
        CallBuilder builder = destination.call(request);
        if (isSession()) {
            request.pause();
            builder.attribute(Session.KEY, new Session());
        }
        if (terms.generation().parts().catalog().asksClients()) {
            builder.attribute(ClientCredentials.KEY, ShownCredentials.of(request.headers()));
        }
        ClientCertificate shown = terms.asksCertificates() ? PeerCertificates.of(request) : null;
        if (shown != null) {
            builder.attribute(ClientCertificate.KEY, shown);
        }
        if (terms.tellsClient()) {
            String host = request.connection().remoteAddress().hostAddress();
            builder.attribute(
                    ClientAddress.KEY,
                    new ClientAddress(host == null ? "unknown" : host, request.isSSL() ? "https" : "http"));
        }
        return builder;
    }

    private boolean isSession() {
        return destination.endpoint().operation() == Operation.REALTIME && SocketHandshake.isBegun(request);
    }

    private void answer(Call made, @Nullable Reply reply, @Nullable Throwable failure) {
        if (ended) {
            if (reply != null) {
                reply.cancel();
            }
        } else if (reply == null) {
            fail(failure != null ? failure : new IllegalStateException("the chain answered with nothing"));
        } else {
            Session session = made.get(Session.KEY);
            Peer provider = session == null || reply.status() != Session.SWITCHED ? null : session.provider();
            Future<Void> sent = session == null || provider == null
                    ? answer.send(made, reply)
                    : answer.relay(made, reply, session, provider, plane.sessions());
            sent.onComplete(done -> end(done.cause()));
        }
    }

    @SuppressWarnings("CatchThrowable") // Whatever it is, the client would wait for ever.
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        if (!ended) {
            answer.refuse(destination.found(), call, cause).onComplete(sent -> end(null));
        }
    }

    private void left() {
        if (!ended && !answer.isComplete()) {
            answer.left();
            end(new CancellationException("the client has left"));
        }
    }

    @SuppressWarnings("CatchThrowable") // The call is over, and is counted so.
    private void end(@Nullable Throwable cause) {
        if (ended) {
            return;
        }
        ended = true;
        try {
            scope.end(cause);
        } catch (Throwable e) {
            LOG.error("{}: what was to be closed at the call's end could not be", id, e);
        }
        plane.ended(terms.generation(), request, answer.report(call, destination));
    }
}
