package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.State;
import dev.sluice.api.state.Use;
import dev.sluice.proxy.state.StateContract;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, in one Redis server. */
class RedisStateTest implements StateContract {

    private static TestRedis redis;
    private static Replica replica;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
        replica = new Replica(Replica.settings(redis.port())).open();
    }

    @AfterAll
    static void stop() {
        replica.close();
        redis.close();
    }

    @Override
    public State state() {
        return replica.state;
    }

    @Override
    public void pass(Duration elapsed) {
        Awaitility.await().pollDelay(elapsed).until(() -> true);
    }

    @Override
    public Use use() {
        return new Use("test-" + UUID.randomUUID(), Use.Fallback.FAIL);
    }
}
