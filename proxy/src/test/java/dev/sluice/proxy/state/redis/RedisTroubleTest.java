package dev.sluice.proxy.state.redis;

import static dev.sluice.proxy.state.StateContract.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Hold;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Standing;
import dev.sluice.api.state.StateUnavailableException;
import dev.sluice.api.state.Topic;
import dev.sluice.api.state.Use;
import dev.sluice.api.state.Use.Fallback;
import dev.sluice.proxy.state.StateContract;
import dev.sluice.proxy.state.StateContract.Heard;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to Redis, and to whoever counts in it meanwhile. */
class RedisTroubleTest {

    /** The deadline, and what a busy machine adds to it. */
    private static final Duration PATIENCE = Duration.ofMillis(900);

    private static final Limit HUNDRED = StateContract.limit("requests", 100, StateContract.HOUR);

    private final TestRedis redis = TestRedis.start();
    private final FaultProxy network = new FaultProxy(redis.port());
    private final Replica replica = new Replica(Replica.settings(network.port()), 4, Script.load("quota.lua")).open();

    @AfterEach
    void close() {
        replica.close();
        network.close();
        redis.resume();
        redis.close();
    }

    @Test
    void answersByPolicyWithinTheDeadlineWhileRedisIsPausedAndCountsRightAfterwards() {
        Quotas fails = quotas(Fallback.FAIL);
        Quotas skips = quotas(Fallback.SKIP);
        Quotas shares = quotas(Fallback.LOCAL);
        Hold before = hold(fails, 10);
        redis.pause();

        Future<Admission> failed = fails.reserve(List.of(HUNDRED.charge(1)), StateContract.LONG);
        Future<Admission> skipped = skips.reserve(List.of(HUNDRED.charge(1000)), StateContract.LONG);
        List<Future<Admission>> shared = IntStream.range(0, 40)
                .mapToObj(i -> shares.reserve(List.of(HUNDRED.charge(1)), StateContract.LONG))
                .toList();
        before.settle(List.of(7L));

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> shared.stream().allMatch(Future::isComplete) && failed.isComplete());
        assertThat(failed.cause()).isInstanceOf(StateUnavailableException.class);
        assertThat(get(skipped)).isInstanceOf(Admission.Granted.class);
        assertThat(shared)
                .filteredOn(one -> one.result() instanceof Admission.Granted)
                .hasSize(25);
        shared.stream()
                .filter(one -> one.result() instanceof Admission.Granted)
                .forEach(one -> ((Admission.Granted) one.result()).hold().settle(List.of(1L)));

        redis.resume();
        Awaitility.await().until(() -> replica.state.troubles().isEmpty());
        Awaitility.await().untilAsserted(() -> {
            assertThat(standing(fails))
                    .extracting(Standing::spent, Standing::reserved)
                    .containsExactly(7L, 0L);
            assertThat(standing(shares))
                    .extracting(Standing::spent, Standing::reserved)
                    .containsExactly(25L, 0L);
        });
        assertThat(replica.count("sluice.state.fallbacks")).isGreaterThanOrEqualTo(42);
    }

    @Test
    void grantsAtLeastOneOfALimitBelowTheNumberOfReplicasWhileRedisIsAway() {
        Limit one = StateContract.limit("requests", 1, StateContract.HOUR);
        Quotas shares = quotas(Fallback.LOCAL);
        redis.kill();

        Admission first = get(shares.reserve(List.of(one.charge(1)), StateContract.LONG));
        Admission second = get(shares.reserve(List.of(one.charge(1)), StateContract.LONG));

        assertThat(first).isInstanceOf(Admission.Granted.class);
        assertThat(second)
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.worst().retryIn()).isNotNull());
    }

    @Test
    void failsAtOnceOnceItKnowsThatRedisIsAway() {
        Quotas quotas = quotas(Fallback.FAIL);
        hold(quotas, 1);
        redis.pause();
        Awaitility.await().until(() -> {
            quotas.look(List.of(HUNDRED));
            return !replica.state.troubles().isEmpty();
        });

        long begin = System.nanoTime();
        Future<List<Standing>> look = quotas.look(List.of(HUNDRED));
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(look::isComplete);

        assertThat(look.cause()).hasMessageContaining("too late");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(150));
    }

    @Test
    void losesNothingThatWasSpentWhenTheConnectionIsCut() {
        Quotas quotas = quotas(Fallback.LOCAL);
        List<Hold> holds = IntStream.range(0, 50).mapToObj(i -> hold(quotas, 2)).toList();

        for (Hold hold : holds) {
            hold.settle(List.of(1L));
            network.cut();
        }

        Awaitility.await()
                .untilAsserted(() -> assertThat(standing(quotas))
                        .extracting(Standing::spent, Standing::reserved)
                        .containsExactly(50L, 0L));
        assertThat(replica.count("sluice.state.settlings.lost")).isZero();
    }

    @Test
    void countsOnceWhatWasSentAgainBecauseTheAnswerWasLost() {
        Quotas quotas = quotas(Fallback.LOCAL);
        Hold hold = hold(quotas, 9);
        network.holdAnswers();
        redis.command("CONFIG", "RESETSTAT");

        hold.settle(List.of(9L));
        Awaitility.await().until(() -> redis.calls().containsKey("evalsha"));
        network.cut();

        Awaitility.await()
                .untilAsserted(() -> assertThat(standing(quotas))
                        .extracting(Standing::spent, Standing::reserved)
                        .containsExactly(9L, 0L));
    }

    @Test
    void goesOnAfterRedisWasKilledAndStartedAgain() {
        Quotas quotas = quotas(Fallback.FAIL);
        hold(quotas, 5);

        redis.kill();
        Awaitility.await().until(() -> quotas.look(List.of(HUNDRED)).failed());
        redis.restart();

        Awaitility.await()
                .untilAsserted(() -> assertThat(standing(quotas).reserved()).isZero());
        assertThat(hold(quotas, 100)).isNotNull();
    }

    @Test
    void goesOnAfterEverythingWasFlushed() {
        Quotas quotas = quotas(Fallback.FAIL);
        Hold hold = hold(quotas, 5);

        redis.command("FLUSHALL");
        redis.command("SCRIPT", "FLUSH");
        get(hold.settle(List.of(3L)));

        assertThat(standing(quotas))
                .extracting(Standing::spent, Standing::reserved)
                .containsExactly(3L, 0L);
    }

    @Test
    void givesUpAConnectionThroughWhichNothingComes() {
        Quotas quotas = quotas(Fallback.FAIL);
        hold(quotas, 1);

        network.partition();
        Awaitility.await().until(() -> {
            quotas.look(List.of(HUNDRED));
            return !replica.state.troubles().isEmpty();
        });
        network.heal();

        Awaitility.await()
                .untilAsserted(() -> assertThat(standing(quotas).reserved()).isOne());
    }

    @Test
    void releasesWhatWasGrantedTooLate() {
        Quotas quotas = quotas(Fallback.FAIL);
        hold(quotas, 1);
        network.partition();

        Future<Admission> late = quotas.reserve(List.of(HUNDRED.charge(50)), StateContract.LONG);
        Awaitility.await().until(late::failed);
        network.heal();

        Awaitility.await().until(() -> replica.state.troubles().isEmpty());
        Awaitility.await()
                .untilAsserted(() -> assertThat(standing(quotas).reserved()).isOne());
    }

    @Test
    void findsInTheCacheWhatThePolicySays() {
        Cache fails = replica.state.cache(new Use("strict", Fallback.FAIL));
        Cache skips = replica.state.cache(new Use("loose", Fallback.SKIP));
        Cache own = replica.state.cache(new Use("own", Fallback.LOCAL));
        redis.kill();
        Awaitility.await().until(() -> !replica.state.troubles().isEmpty());

        get(skips.put("acme", "key", Buffer.buffer("value"), StateContract.LONG));
        get(own.put("acme", "key", Buffer.buffer("value"), StateContract.LONG, Set.of("tag")));
        get(own.put("acme", "other", Buffer.buffer("value"), StateContract.LONG));
        get(own.remove("acme", "other"));

        Future<Buffer> failed = fails.get("acme", "key");
        Awaitility.await().until(failed::isComplete);
        assertThat(failed.cause()).isInstanceOf(StateUnavailableException.class);
        assertThat(get(skips.get("acme", "key"))).isNull();
        assertThat(get(own.get("acme", "key"))).isEqualTo(Buffer.buffer("value"));
        get(own.purge("acme", "tag"));
        assertThat(get(own.get("acme", "key"))).isNull();
        assertThat(get(own.get("acme", "other"))).isNull();
    }

    @Test
    void listensAgainAfterTheConnectionWasCutAndSaysThatSomethingMayBeMissing() {
        Topic topic = replica.state.topic("test-topic");
        Heard heard = new Heard();
        topic.subscribe(heard);
        StateContract.publishUntilHeard(topic, "before", heard);
        int misses = heard.misses.size();

        network.cut();

        Awaitility.await().until(() -> heard.misses.size() > misses);
        Awaitility.await().ignoreExceptions().untilAsserted(() -> {
            topic.publish(Buffer.buffer("after"));
            assertThat(heard.messages).contains("after");
        });
    }

    @Test
    void tellsItsOwnListenersAndSaysSoWhenNobodyElseCanBeTold() {
        Topic topic = replica.state.topic("test-topic");
        Heard heard = new Heard();
        topic.subscribe(heard);
        StateContract.publishUntilHeard(topic, "before", heard);
        redis.kill();
        Awaitility.await().until(() -> !replica.state.troubles().isEmpty());

        Future<Void> published = topic.publish(Buffer.buffer("alone"));

        Awaitility.await().until(published::failed);
        Awaitility.await().untilAsserted(() -> assertThat(heard.messages).contains("alone"));
    }

    private Quotas quotas(Fallback fallback) {
        return replica.state.quotas(new Use("test-" + fallback.name().toLowerCase(Locale.ROOT), fallback));
    }

    private static Hold hold(Quotas quotas, long amount) {
        return StateContract.hold(quotas, HUNDRED, amount, StateContract.LONG);
    }

    private static Standing standing(Quotas quotas) {
        return StateContract.look(quotas, HUNDRED);
    }
}
