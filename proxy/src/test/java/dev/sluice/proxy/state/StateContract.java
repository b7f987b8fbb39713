package dev.sluice.proxy.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Hold;
import dev.sluice.api.state.Leases;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Standing;
import dev.sluice.api.state.Topic;
import dev.sluice.api.state.Use;
import dev.sluice.api.state.Window;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every implementation of shared state keeps. Each test has a use of its own, since a store may be shared. */
public interface StateContract extends LogsContract {

    Duration WINDOW = Duration.ofMillis(400);
    Duration LEASE = Duration.ofMillis(400);
    Duration LONG = Duration.ofMinutes(5);
    Window ROLLING = new Window.Rolling(WINDOW);
    Window HOUR = new Window.Rolling(Duration.ofHours(1));
    Window HELD = new Window.Held();

    @Test
    default void givesBackWhatWasPut() {
        Cache cache = state().cache(use());

        get(cache.put("acme", "key", Buffer.buffer("value"), LONG));

        assertThat(get(cache.get("acme", "key"))).isEqualTo(Buffer.buffer("value"));
    }

    @Test
    default void findsNothingThatWasNotPut() {
        assertThat(get(state().cache(use()).get("acme", "key"))).isNull();
    }

    @Test
    default void keepsBytesThatAreNoText() {
        Cache cache = state().cache(use());
        Buffer bytes = Buffer.buffer(new byte[] {0, -1, 13, 10, 127, -128});

        get(cache.put("acme", "key", bytes, LONG, Set.of("tag")));

        assertThat(get(cache.get("acme", "key"))).isEqualTo(bytes);
    }

    @Test
    default void findsTheLastThatWasPut() {
        Cache cache = state().cache(use());
        get(cache.put("acme", "key", Buffer.buffer("old"), LONG));

        get(cache.put("acme", "key", Buffer.buffer("new"), LONG));

        assertThat(get(cache.get("acme", "key"))).isEqualTo(Buffer.buffer("new"));
    }

    @Test
    default void forgetsAfterItsTime() {
        Cache cache = state().cache(use());
        get(cache.put("acme", "key", Buffer.buffer("value"), Duration.ofMillis(100)));

        pass(Duration.ofMillis(150));

        assertThat(get(cache.get("acme", "key"))).isNull();
    }

    @Test
    default void forgetsWhatIsRemoved() {
        Cache cache = state().cache(use());
        get(cache.put("acme", "key", Buffer.buffer("value"), LONG));

        get(cache.remove("acme", "key"));

        assertThat(get(cache.get("acme", "key"))).isNull();
    }

    @Test
    default void purgesWhatHasTheTagAndNothingElse() {
        Cache cache = state().cache(use());
        get(cache.put("acme", "tagged", Buffer.buffer("1"), LONG, Set.of("docs", "other")));
        get(cache.put("acme", "untagged", Buffer.buffer("2"), LONG));
        get(cache.put("rival", "tagged", Buffer.buffer("3"), LONG, Set.of("docs")));

        get(cache.purge("acme", "docs"));

        assertThat(get(cache.get("acme", "tagged"))).isNull();
        assertThat(get(cache.get("acme", "untagged"))).isEqualTo(Buffer.buffer("2"));
        assertThat(get(cache.get("rival", "tagged"))).isEqualTo(Buffer.buffer("3"));
    }

    @Test
    default void findsWhatWasPutAfterThePurge() {
        Cache cache = state().cache(use());
        get(cache.purge("acme", "docs"));

        get(cache.put("acme", "key", Buffer.buffer("value"), LONG, Set.of("docs")));

        assertThat(get(cache.get("acme", "key"))).isEqualTo(Buffer.buffer("value"));
    }

    @Test
    default void keepsTenantsAndUsesApart() {
        Use one = use();
        get(state().cache(one).put("acme", "key", Buffer.buffer("value"), LONG));

        assertThat(get(state().cache(one).get("rival", "key"))).isNull();
        assertThat(get(state().cache(use()).get("acme", "key"))).isNull();
    }

    @Test
    default void grantsUpToTheLimitAndNotBeyond() {
        Quotas quotas = state().quotas(use());
        Limit limit = limit("requests", 10, HOUR);

        assertThat(quotas.reserve(List.of(limit.charge(6)), LONG)).satisfies(StateContract::isGranted);
        assertThat(quotas.reserve(List.of(limit.charge(5)), LONG)).satisfies(StateContract::isRefused);
        assertThat(quotas.reserve(List.of(limit.charge(4)), LONG)).satisfies(StateContract::isGranted);
    }

    @Test
    default void holdsNothingOfWhatIsRefused() {
        Quotas quotas = state().quotas(use());
        Limit wide = limit("wide", 100, HOUR);
        Limit narrow = limit("narrow", 1, HOUR);

        get(quotas.reserve(List.of(wide.charge(50), narrow.charge(2)), LONG));

        assertThat(get(quotas.look(List.of(wide, narrow))))
                .extracting(Standing::reserved)
                .containsExactly(0L, 0L);
    }

    @Test
    default void saysWhichLimitRefused() {
        Quotas quotas = state().quotas(use());
        Limit wide = limit("wide", 100, HOUR);
        Limit narrow = limit("narrow", 1, HOUR);

        Admission admission = get(quotas.reserve(List.of(wide.charge(50), narrow.charge(2)), LONG));

        assertThat(admission).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.standings()).extracting(Standing::fits).containsExactly(true, false);
            assertThat(refused.worst().limit()).isEqualTo(narrow);
            assertThat(refused.worst().retryIn())
                    .as("more than the whole limit")
                    .isNull();
        });
    }

    @Test
    default void putsWhatWasUsedInThePlaceOfWhatWasReserved() {
        Quotas quotas = state().quotas(use());
        Limit limit = limit("tokens", 1000, HOUR);
        Hold hold = hold(quotas, limit, 800, LONG);

        get(hold.settle(List.of(300L)));

        Standing standing = look(quotas, limit);
        assertThat(standing.reserved()).isZero();
        assertThat(standing.spent()).isEqualTo(300);
        assertThat(standing.remaining()).isEqualTo(700);
    }

    @Test
    default void countsWhatWasUsedBeyondTheReservation() {
        Quotas quotas = state().quotas(use());
        Limit limit = limit("tokens", 1000, HOUR);
        Hold hold = hold(quotas, limit, 800, LONG);

        get(hold.settle(List.of(1500L)));

        assertThat(look(quotas, limit).spent()).isEqualTo(1500);
        assertThat(look(quotas, limit).remaining()).isZero();
    }

    @Test
    default void settlesOnce() {
        Quotas quotas = state().quotas(use());
        Limit limit = limit("tokens", 1000, HOUR);
        Hold hold = hold(quotas, limit, 800, LONG);
        get(hold.settle(List.of(300L)));

        get(hold.settle(List.of(300L)));
        get(hold.release());

        assertThat(look(quotas, limit).spent()).isEqualTo(300);
        assertThat(look(quotas, limit).reserved()).isZero();
    }

    @Test
    default void givesBackWhatIsReleased() {
        Quotas quotas = state().quotas(use());
        Limit limit = limit("tokens", 1000, HOUR);
        Hold hold = hold(quotas, limit, 800, LONG);

        get(hold.release());

        assertThat(look(quotas, limit).remaining()).isEqualTo(1000);
    }

    @Test
    default void forgetsWhatLeftTheRollingWindow() {
        Quotas quotas = state().quotas(use());
        Limit limit = limit("requests", 10, ROLLING);
        get(hold(quotas, limit, 10, LONG).settle(List.of(10L)));
        assertThat(look(quotas, limit).remaining()).isZero();

        pass(WINDOW.multipliedBy(21).dividedBy(20).plusMillis(1));

        assertThat(look(quotas, limit).remaining()).isEqualTo(10);
    }

    @Test
    default void saysWhenThereWillBeRoom() {
        Quotas quotas = state().quotas(use());
        Limit limit = limit("requests", 10, HOUR);
        get(hold(quotas, limit, 10, LONG).settle(List.of(10L)));

        Admission admission = get(quotas.reserve(List.of(limit.charge(1)), LONG));

        assertThat(admission)
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.worst().retryIn())
                                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(63)));
    }

    @Test
    default void saysOfWhatIsOnlyReservedWhenItsWindowEndsAndNotItsLease() {
        Quotas quotas = state().quotas(use());
        Limit hour = limit("tokens", 1000, HOUR);
        Duration lease = Duration.ofSeconds(10);
        Limit held = limit("concurrent", 5, HELD);

        Admission admission = get(quotas.reserve(List.of(hour.charge(10), held.charge(1)), lease));

        for (List<Standing> standings : List.of(admission.standings(), get(quotas.look(List.of(hour, held))))) {
            assertThat(standings.get(0).resetIn()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(63));
            assertThat(standings.get(1).resetIn())
                    .isBetween(Duration.ofMillis(1), lease.multipliedBy(9).dividedBy(8));
        }
    }

    @Test
    default void countsByTheCalendar() {
        Quotas quotas = state().quotas(use());
        Limit limit = limit("spend", 100, new Window.Calendar(Window.Unit.MONTH, ZoneId.of("Asia/Tokyo")));
        get(hold(quotas, limit, 60, LONG).settle(List.of(50L)));

        Standing standing = look(quotas, limit);

        assertThat(standing.spent()).isEqualTo(50);
        assertThat(standing.resetIn()).isBetween(Duration.ofMillis(1), Duration.ofDays(31));
    }

    @Test
    default void freesWhatIsHeldWhenItsLeaseExpires() {
        Quotas quotas = state().quotas(use());
        Limit limit = limit("concurrent", 5, HELD);
        hold(quotas, limit, 5, LEASE);

        pass(LEASE.multipliedBy(9).dividedBy(8).plusMillis(1));

        assertThat(look(quotas, limit).remaining()).isEqualTo(5);
    }

    @Test
    default void holdsLongerWhatIsRenewed() {
        Quotas quotas = state().quotas(use());
        Limit limit = limit("concurrent", 5, HELD);
        Hold hold = hold(quotas, limit, 5, LEASE);
        pass(LEASE.dividedBy(2));

        assertThat(get(hold.renew())).isTrue();
        pass(LEASE.multipliedBy(7).dividedBy(10));

        assertThat(look(quotas, limit).reserved()).isEqualTo(5);
    }

    @Test
    default void doesNotRenewWhatHasExpired() {
        Quotas quotas = state().quotas(use());
        Limit limit = limit("concurrent", 5, HELD);
        Hold hold = hold(quotas, limit, 5, LEASE);
        pass(LEASE.multipliedBy(9).dividedBy(8).plusMillis(1));

        assertThat(get(hold.renew())).isFalse();

        assertThat(look(quotas, limit).reserved()).isZero();
    }

    @Test
    default void countsWhatIsSettledAfterItsLease() {
        Quotas quotas = state().quotas(use());
        Limit limit = limit("tokens", 1000, HOUR);
        Hold hold = hold(quotas, limit, 500, LEASE);
        pass(LEASE.multipliedBy(9).dividedBy(8).plusMillis(1));

        get(hold.settle(List.of(400L)));

        assertThat(look(quotas, limit).spent()).isEqualTo(400);
        assertThat(look(quotas, limit).reserved()).isZero();
    }

    @Test
    default void letsSoftLimitsBeExceededAndSaysSo() {
        Quotas quotas = state().quotas(use());
        Limit soft = new Limit("acme", "requests", 1, HOUR, false);
        hold(quotas, soft, 1, LONG);

        Admission admission = get(quotas.reserve(List.of(soft.charge(1)), LONG));

        assertThat(admission).isInstanceOf(Admission.Granted.class);
        assertThat(admission.standings()).extracting(Standing::fits).containsExactly(false);
        assertThat(look(quotas, soft).reserved()).isEqualTo(2);
    }

    @Test
    default void reservesOfSeveralTenantsAllOrNothing() {
        Quotas quotas = state().quotas(use());
        Limit own = limit("requests", 10, HOUR);
        Limit pool = new Limit(Limit.EVERYBODY, "requests", 1, HOUR, true);
        hold(quotas, pool, 1, LONG);

        assertThat(quotas.reserve(List.of(own.charge(1), pool.charge(1)), LONG)).satisfies(StateContract::isRefused);

        assertThat(look(quotas, own).reserved()).isZero();
    }

    @Test
    default void admitsExactlyTheLimitOfAThousandAtOnce() {
        Quotas quotas = state().quotas(use());
        Limit limit = limit("requests", 100, HOUR);

        List<Future<Admission>> all = IntStream.range(0, 1000)
                .mapToObj(i -> quotas.reserve(List.of(limit.charge(1)), LONG))
                .toList();
        get(Future.all(all));

        assertThat(all.stream().map(Future::result).filter(Admission.Granted.class::isInstance))
                .hasSize(100);
    }

    @Test
    default void leasesAsManyPermitsAsThereAre() {
        Leases leases = state().leases(use());
        Leases.Lease first = get(leases.acquire("acme", "build", 2, LONG));
        get(leases.acquire("acme", "build", 2, LONG));

        assertThat(get(leases.acquire("acme", "build", 2, LONG))).isNull();
        get(first.release());
        assertThat(get(leases.acquire("acme", "build", 2, LONG))).isNotNull();
    }

    @Test
    default void letsALeaseExpire() {
        Leases leases = state().leases(use());
        Leases.Lease lost = get(leases.acquire("acme", "build", 1, LEASE));

        pass(LEASE.multipliedBy(9).dividedBy(8).plusMillis(1));

        assertThat(get(leases.acquire("acme", "build", 1, LEASE))).isNotNull();
        assertThat(get(lost.renew())).isFalse();
    }

    @Test
    default void tellsEveryListener() {
        Topic topic = state().topic(use().name());
        Heard one = new Heard();
        Heard other = new Heard();
        topic.subscribe(one);
        topic.subscribe(other);

        publishUntilHeard(topic, "hello", one);

        Awaitility.await().untilAsserted(() -> assertThat(other.messages).contains("hello"));
    }

    @Test
    default void tellsNobodyWhoHasLeft() {
        Topic topic = state().topic(use().name());
        Heard left = new Heard();
        Heard stays = new Heard();
        Topic.Subscription subscription = topic.subscribe(left);
        topic.subscribe(stays);

        subscription.cancel();
        publishUntilHeard(topic, "hello", stays);

        assertThat(left.messages).isEmpty();
    }

    /** A listener that remembers. */
    final class Heard implements Topic.Listener {

        public final List<String> messages = new CopyOnWriteArrayList<>();
        public final List<String> misses = new CopyOnWriteArrayList<>();

        @Override
        public void heard(Buffer message) {
            messages.add(message.toString());
        }

        @Override
        public void missed() {
            misses.add("missed");
        }
    }

    /** Listening begins a little after it was asked for, where a network lies between. */
    static void publishUntilHeard(Topic topic, String message, Heard listener) {
        Awaitility.await().untilAsserted(() -> {
            get(topic.publish(Buffer.buffer(message)));
            assertThat(listener.messages).contains(message);
        });
    }

    static Limit limit(String account, long max, Window window) {
        return new Limit("acme", account, max, window, true);
    }

    static Hold hold(Quotas quotas, Limit limit, long amount, Duration lease) {
        Admission admission = get(quotas.reserve(List.of(limit.charge(amount)), lease));
        assertThat(admission).isInstanceOf(Admission.Granted.class);
        return ((Admission.Granted) admission).hold();
    }

    static Standing look(Quotas quotas, Limit limit) {
        return get(quotas.look(List.of(limit))).get(0);
    }

    static void isGranted(Future<Admission> admission) {
        assertThat(get(admission)).isInstanceOf(Admission.Granted.class);
    }

    static void isRefused(Future<Admission> admission) {
        assertThat(get(admission)).isInstanceOf(Admission.Refused.class);
    }

    static <T> T get(Future<T> future) {
        if (!future.isComplete()) {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(future::isComplete);
        }
        if (future.failed()) {
            throw new AssertionError("failed: " + future.cause(), future.cause());
        }
        return future.result();
    }
}
