package dev.sluice.proxy.admin;

import dev.sluice.api.CallError;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.admin.AdminRequest;
import dev.sluice.proxy.admin.Mounts.Mount;
import dev.sluice.proxy.io.Pump;
import dev.sluice.proxy.io.PushedSource;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Passes requests on to the endpoints of plugins. */
final class PluginEndpoints implements Handler<RoutingContext> {

    private final String prefix;
    private final Mounts mounts;
    private final BiConsumer<RoutingContext, Throwable> failed;

    PluginEndpoints(String prefix, Mounts mounts, BiConsumer<RoutingContext, Throwable> failed) {
        this.prefix = prefix;
        this.mounts = mounts;
        this.failed = failed;
    }

    @Override
    public void handle(RoutingContext context) {
        List<String> segments =
                segments(Objects.requireNonNullElse(context.request().path(), prefix));
        List<Mount> here = mounts.at(segments);
        HttpMethod method = context.request().method();
        List<Mount> asked = here.stream().filter(mount -> mount.takes(method)).toList();
        if (asked.isEmpty()) {
            context.fail(here.isEmpty() && !mounts.isOwn(segments) ? 404 : 405);
            return;
        }
        AdminRequest request = request(context.request());
        ask(asked, segments, request).onComplete(done -> {
            giveUpUnread(context.request());
            if (done.succeeded()) {
                answer(context, done.result());
            } else {
                tell(context, done.cause());
            }
        });
    }

    /** What nobody has read is in the way of the connection's next request. */
    private static void giveUpUnread(HttpServerRequest request) {
        if (!request.isEnded() && request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("connection", "close");
        }
    }

    /** Asks one endpoint after the other, as long as they know nothing of it. */
    private static Future<AdminReply> ask(List<Mount> mounts, List<String> segments, AdminRequest request) {
        Mount first = mounts.getFirst();
        Map<String, String> places = Objects.requireNonNull(first.match(segments));
        Future<AdminReply> answer = Future.succeededFuture(
                        new AdminRequest(places, request.parameters(), request.contentType(), request.body()))
                .compose(first.endpoint()::answer);
        List<Mount> rest = mounts.subList(1, mounts.size());
        return rest.isEmpty()
                ? answer
                : answer.compose(
                        reply -> reply.status() == 404 ? ask(rest, segments, request) : Future.succeededFuture(reply),
                        failure -> isNotFound(failure) ? ask(rest, segments, request) : Future.failedFuture(failure));
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof CallError error && error.status() == 404;
    }

    private void answer(RoutingContext context, AdminReply reply) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            reply.body().cancel();
            return;
        }
        response.setStatusCode(reply.status());
        if (reply.contentType().isEmpty()) {
            response.end();
            return;
        }
        response.putHeader("content-type", reply.contentType()).setChunked(true);
        response.closeHandler(closed -> reply.body().cancel());
        new Pump<Buffer>(reply.body(), chunk -> chunk, response)
                .start()
                .onSuccess(all -> response.end())
                .onFailure(broken -> response.reset());
    }

    private void tell(RoutingContext context, Throwable failure) {
        if (failure instanceof CallError error) {
            Answers.problem(context, error.status(), error.code(), error.message());
        } else {
            failed.accept(context, failure);
        }
    }

    /** A body that is given up goes on to come, and is let go, until the answer is there: it closes the connection. */
    private static AdminRequest request(HttpServerRequest request) {
        PushedSource body = new PushedSource(request, () -> {});
        return new AdminRequest(Map.of(), parameters(request), request.getHeader("content-type"), body);
    }

    private static Map<String, List<String>> parameters(HttpServerRequest request) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.params()
                .forEach((name, value) -> parameters
                        .computeIfAbsent(name, first -> new ArrayList<>())
                        .add(value));
        return parameters;
    }

    private List<String> segments(String path) {
        return Stream.of(path.substring(prefix.length()).split("/", -1))
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }
}
