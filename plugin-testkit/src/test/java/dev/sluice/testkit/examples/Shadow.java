package dev.sluice.testkit.examples;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Target;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a copy of each call to another target, reads its reply and throws it away: to try a model on real traffic. */
final class Shadow implements Filter {
    private static final int MAX_RUNNING = 100;

    private final Target target;
    private final Meters.Counter failed;
    private final AtomicInteger running = new AtomicInteger(); // On all event loops together, give or take a few.

    Shadow(Target target, PluginContext context) {
        this.target = target;
        this.failed = context.meters().counter("failed", "target", target.toString());
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        Future<Reply> reply = next.proceed(call);
        if (call.isRepeatable() && running.get() < MAX_RUNNING) {
            copy(call.detach().withTarget(target), next);
        }
        return reply;
    }

    private void copy(Call copy, Next next) {
        running.incrementAndGet();
        next.proceed(copy)
                .compose(Shadow::readToTheEnd)
                .onFailure(failure -> failed.increment())
                .onComplete(done -> {
                    running.decrementAndGet();
                    copy.scope().end(null);
                });
    }

    private static Future<Void> readToTheEnd(Reply reply) {
        return reply instanceof Streamed stream
                ? Sources.forEach(stream.frames(), frames -> {})
                : Future.succeededFuture();
    }
}
