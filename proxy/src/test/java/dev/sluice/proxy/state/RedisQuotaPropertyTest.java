package dev.sluice.proxy.state;

import dev.sluice.proxy.state.redis.SteeredRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is done in whatever order, Redis counts as the model does; its clock is the test's. */
class RedisQuotaPropertyTest {

    private static SteeredRedis redis;

    @BeforeContainer
    static void start() {
        redis = new SteeredRedis();
    }

    @AfterContainer
    static void stop() {
        redis.close();
    }

    @Property(tries = 60)
    void countsAsTheModelDoes(@ForAll long seed) {
        run(seed, false);
    }

    @Property(tries = 60)
    void countsAsTheModelDoesThoughTheClockIsSetBack(@ForAll long seed) {
        run(seed, true);
    }

    /** Who does not own the clock may be some milliseconds ahead of it, and on the same day all the same. */
    @Example
    void spentOnADayThatIsStillToComeEndsWithThatWhichItIs() {
        run(
                -341788,
                Instant.now()
                        .plus(2, ChronoUnit.DAYS)
                        .truncatedTo(ChronoUnit.DAYS)
                        .plus(Duration.ofHours(13)),
                true);
    }

    private static void run(long seed, boolean clockJumps) {
        // In what is to come for the server, so that it forgets nothing by its own clock.
        run(seed, Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS), clockJumps);
    }

    private static void run(long seed, Instant begin, boolean clockJumps) {
        new QuotaProperties(redis.quotas(), begin, redis::setClock, seed, clockJumps).run();
    }
}
