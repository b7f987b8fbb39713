package dev.sluice.plugins.route;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Filter;
import dev.sluice.api.Operation;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.TestDialect;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** One filter in virtual time, with what it was asked and where it went. */
final class Routed {

    private final VirtualTime time;
    private final ScriptedUpstream upstream;
    private final FakePluginContext context;
    private final Filter filter;

    Routed(VirtualTime time, Configs configs, FakeModels models, ScriptedUpstream upstream) {
        this.time = time;
        this.upstream = upstream;
        this.context = new FakePluginContext(time).withModels(models);
        this.filter = new RouteFactory()
                .filter(configs.config(), context, new SplittableRandom(1))
                .result();
    }

    /** Half a second later, what came of a call, whose stream may still be read; a failure if it was refused before it was sent. */
    Future<Reply> ask(Call call) {
        Future<Reply> reply = sent(call);
        if (!call.streamed() && call.operation() != Operation.REALTIME) {
            reply.onComplete(done -> call.scope().end(null));
        }
        time.advance(Duration.ofMillis(500));
        return reply;
    }

    private Future<Reply> sent(Call call) {
        try {
            return filter.apply(call, upstream);
        } catch (CallError e) {
            return Future.failedFuture(e);
        }
    }

    /** Attempts under way at a target of an alias. */
    double inFlight(Target target) {
        return context.meters()
                .gauged("in_flight", "provider", target.provider(), "model", target.model(), "pool", "1");
    }

    /** The targets of all attempts so far. */
    List<String> targets() {
        return upstream.attempts().stream()
                .map(attempt -> String.valueOf(attempt.call().target()))
                .toList();
    }

    /** Where the calls went that were made since. */
    List<String> targetsAfter(int attempts) {
        return targets().subList(attempts, upstream.attempts().size());
    }

    /** Asks for a realtime session. */
    static Call session(String model, Target... candidates) {
        Endpoint endpoint = new Endpoint(
                "realtime",
                HttpMethod.GET,
                "/realtime",
                Operation.REALTIME,
                Endpoint.Payload.OPAQUE,
                Endpoint.ModelPlace.NONE,
                Endpoint.Streaming.NEVER,
                null,
                null);
        return Call.builder(new TestDialect(), endpoint)
                .candidates(List.of(candidates))
                .model(model)
                .build();
    }

    static Call whole(String model, Target... candidates) {
        return FakeCalls.chat().whole("hi").withModel(model, List.of(candidates));
    }

    static String code(Future<Reply> reply) {
        return reply.cause() instanceof CallError error ? error.code() : String.valueOf(reply);
    }
}
