package dev.sluice.proxy.state.redis;

import static dev.sluice.proxy.state.StateContract.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.state.Logs;
import dev.sluice.api.state.Logs.Kept;
import dev.sluice.api.state.Logs.Page;
import dev.sluice.api.state.StateUnavailableException;
import dev.sluice.api.state.Use;
import dev.sluice.api.state.Use.Fallback;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logs as Redis Streams, beyond the contract. */
class RedisLogsTest {

    private static final Kept KEPT = new Kept(100, Duration.ofMinutes(5));

    private final TestRedis redis = TestRedis.start();
    private final Replica replica = new Replica(Replica.settings(redis.port())).open();

    @AfterEach
    void close() {
        replica.close();
        redis.close();
    }

    @Test
    void areReadByAReplicaThatStartsLater() {
        append(logs(Fallback.FAIL), "early");

        try (Replica late = new Replica(Replica.settings(redis.port())).open()) {
            Page page = get(late.state.logs(use(Fallback.FAIL)).read("acme", "log", Logs.BEGINNING, 10));

            assertThat(page.entries()).containsExactly(Buffer.buffer("early"));
        }
    }

    @Test
    void endByThemselves() {
        append(logs(Fallback.FAIL), "one");

        String key = redis.command("KEYS", "sluice:l:*").getFirst();

        assertThat(redis.command("TYPE", key)).containsExactly("stream");
        assertThat(Long.parseLong(redis.command("PTTL", key).getFirst())).isBetween(1L, 300_000L);
    }

    @Test
    void areReadFromTheBeginningIfTheyBeganAnewOnAClockThatWasSetBack() {
        Logs logs = logs(Fallback.FAIL);
        append(logs, "one");

        Page page = get(logs.read("acme", "log", "9999999999999-0", 10));

        assertThat(page.entries()).containsExactly(Buffer.buffer("one"));
    }

    @Test
    void doWhatThePolicySaysWhileRedisIsAway() {
        Logs fails = logs(Fallback.FAIL);
        Logs skips = logs(Fallback.SKIP);
        Logs own = logs(Fallback.LOCAL);
        append(own, "before");
        String before = get(own.read("acme", "log", Logs.BEGINNING, 10)).position();
        redis.kill();
        Awaitility.await().until(() -> !replica.state.troubles().isEmpty());

        append(skips, "lost");
        append(own, "kept");
        Future<Page> failed = fails.read("acme", "log", Logs.BEGINNING, 10);

        Awaitility.await().until(failed::isComplete);
        assertThat(failed.cause()).isInstanceOf(StateUnavailableException.class);
        assertThat(get(skips.read("acme", "log", before, 10))).isEqualTo(new Page(List.of(), before));
        assertThat(get(own.read("acme", "log", before, 10)).entries()).containsExactly(Buffer.buffer("kept"));
    }

    private Logs logs(Fallback fallback) {
        return replica.state.logs(use(fallback));
    }

    private static Use use(Fallback fallback) {
        return new Use("test", fallback);
    }

    private static void append(Logs logs, String entry) {
        get(logs.append("acme", "log", Buffer.buffer(entry), KEPT));
    }
}
