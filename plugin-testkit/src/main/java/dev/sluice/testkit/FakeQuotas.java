package dev.sluice.testkit;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Hold;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Standing;
import dev.sluice.api.state.Window;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The model of {@link Quotas}: every amount is remembered by itself, and counted anew each time. */
final class FakeQuotas implements Quotas {
    private final Supplier<Instant> clock;
    private final Map<Account, List<Amount>> accounts = new HashMap<>();

    FakeQuotas(Supplier<Instant> clock) {
        this.clock = clock;
    }

    private record Account(String tenant, String name, Window window) {}

    /** Something that counts until its end. */
    private static final class Amount {
        private long amount;
        private Instant end;
        private boolean held = true;

        Amount(long amount, Instant end) {
            this.amount = amount;
            this.end = end;
        }
    }

    static Admission uncounted() {
        return new Admission.Granted(new Uncounted(), List.of());
    }

    @Override
    public Future<Admission> reserve(List<Limit.Charge> charges, Duration lease) {
        Instant now = clock.get();
        List<Standing> before = charges.stream()
                .map(charge -> standing(charge.limit(), charge.amount(), now))
                .toList();
        if (before.stream()
                .anyMatch(standing -> !standing.fits() && standing.limit().hard())) {
            return Future.succeededFuture(new Admission.Refused(before));
        }
        FakeHold hold = new FakeHold(charges, now, lease);
        List<Standing> after = new ArrayList<>();
        for (int i = 0; i < charges.size(); i++) {
            Standing was = before.get(i);
            Standing is = standing(was.limit(), 0, now);
            after.add(new Standing(was.limit(), is.spent(), is.reserved(), was.fits(), is.resetIn(), is.retryIn()));
        }
        return Future.succeededFuture(new Admission.Granted(hold, after));
    }

    @Override
    public Future<List<Standing>> look(List<Limit> limits) {
        return Future.succeededFuture(
                limits.stream().map(limit -> standing(limit, 0, clock.get())).toList());
    }

    private Standing standing(Limit limit, long wanted, Instant now) {
        List<Amount> live = amounts(limit).stream()
                .filter(amount -> amount.end.isAfter(now) && amount.amount > 0)
                .toList();
        long spent = sum(live.stream().filter(amount -> !amount.held));
        long reserved = sum(live.stream().filter(amount -> amount.held));
        Duration resetIn = live.stream()
                .map(amount -> Duration.between(now, lastEnd(amount, limit.window(), now)))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        boolean fits = spent + reserved + wanted <= limit.max();
        return new Standing(limit, spent, reserved, fits, resetIn, retryIn(limit, wanted, live, now));
    }

    /** What is held will be spent, and then counts until the window of now ends, not the lease. */
    private static Instant lastEnd(Amount amount, Window window, Instant now) {
        Instant end = window.end(now);
        return amount.held && end.isAfter(amount.end) ? end : amount.end;
    }

    private static @Nullable Duration retryIn(Limit limit, long wanted, List<Amount> live, Instant now) {
        return Stream.concat(Stream.of(now), live.stream().map(amount -> amount.end))
                .sorted()
                .filter(then -> sum(live.stream().filter(amount -> amount.end.isAfter(then))) + wanted <= limit.max())
                .findFirst()
                .map(then -> Duration.between(now, then))
                .orElse(null);
    }

    private List<Amount> amounts(Limit limit) {
        Account account = new Account(limit.tenant(), limit.account(), limit.window());
        return accounts.computeIfAbsent(account, unused -> new ArrayList<>());
    }

    private static long sum(Stream<Amount> amounts) {
        return amounts.mapToLong(amount -> amount.amount).sum();
    }

    private final class FakeHold implements Hold {
        private final List<Limit.Charge> charges;
        private final List<Amount> amounts = new ArrayList<>();
        private final Instant reserved;
        private final Duration lease;
        private boolean settled;

        FakeHold(List<Limit.Charge> charges, Instant reserved, Duration lease) {
            this.charges = charges;
            this.reserved = reserved;
            this.lease = lease;
            for (Limit.Charge charge : charges) {
                Amount amount =
                        new Amount(charge.amount(), charge.limit().window().heldEnd(reserved, reserved, lease));
                amounts.add(amount);
                amounts(charge.limit()).add(amount);
            }
        }

        @Override
        public Future<Void> settle(List<Long> spent) {
            for (int i = 0; i < amounts.size() && !settled; i++) {
                Amount amount = amounts.get(i);
                amount.amount = spent.get(i);
                amount.end = charges.get(i).limit().window().end(reserved);
                amount.held = false;
            }
            settled = true;
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> release() {
            return settle(amounts.stream().map(amount -> 0L).toList());
        }

        @Override
        public Future<Boolean> renew() {
            Instant now = clock.get();
            boolean held = !settled;
            for (int i = 0; i < amounts.size() && !settled; i++) {
                held &= renew(amounts.get(i), charges.get(i).limit().window(), now);
            }
            return Future.succeededFuture(held);
        }

        private boolean renew(Amount amount, Window window, Instant now) {
            if (amount.end.isAfter(now)) {
                amount.end = window.heldEnd(reserved, now, lease);
                return true;
            }
            return !(window instanceof Window.Held) && !window.end(reserved).isAfter(now);
        }
    }

    /** What is granted while nobody counts. */
    private record Uncounted() implements Hold {
        @Override
        public Future<Void> settle(List<Long> amounts) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> release() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Boolean> renew() {
            return Future.succeededFuture(true);
        }
    }
}
