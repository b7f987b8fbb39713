package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Logs;
import dev.sluice.api.state.StateUnavailableException;
import dev.sluice.api.state.Use.Fallback;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs that do what their use says while Redis is away.
 *
 * @param redis where they are else
 * @param own this process' own; its positions count as the beginning in Redis, and the other way round
 * @param fallback what their use says
 * @param meter is told of each time
 */
record FallbackLogs(Logs redis, Logs own, Fallback fallback, Runnable meter) implements Logs {

    @Override
    public Future<Void> append(String tenant, String log, Buffer entry, Kept kept) {
        return or(
                redis.append(tenant, log, entry, kept),
                Future::<Void>succeededFuture,
                () -> own.append(tenant, log, entry, kept));
    }

    @Override
    public Future<Page> read(String tenant, String log, String after, int most) {
        return or(
                redis.read(tenant, log, after, most),
                () -> Future.succeededFuture(new Page(List.of(), after)),
                () -> own.read(tenant, log, after, most));
    }

    private <T extends @Nullable Object> Future<T> or(
            Future<T> asked, Supplier<Future<T>> skipped, Supplier<Future<T>> local) {
        return asked.recover(failure -> {
            if (!(failure instanceof StateUnavailableException)) {
                return Future.failedFuture(failure);
            }
            meter.run();
            return switch (fallback) {
                case FAIL -> Future.failedFuture(failure);
                case SKIP -> skipped.get();
                case LOCAL -> local.get();
            };
        });
    }
}
