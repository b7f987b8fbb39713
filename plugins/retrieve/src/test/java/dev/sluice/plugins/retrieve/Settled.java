package dev.sluice.plugins.retrieve;

import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.time.Duration;
import org.awaitility.Awaitility;

/** What comes of a future: the index writes on a thread of its own, in real time; everything else is on the test's loop. */
final class Settled {

    private Settled() {}

    static <T> T of(Future<T> future, VirtualTime time) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    time.run();
                    return future.isComplete();
                });
        if (future.failed()) {
            throw new AssertionError(future.cause());
        }
        return future.result();
    }
}
