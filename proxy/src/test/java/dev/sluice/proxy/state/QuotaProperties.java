package dev.sluice.proxy.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Hold;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Limit.Charge;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Standing;
import dev.sluice.api.state.Window;
import dev.sluice.proxy.state.QuotaModel.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Has a store and the model do the same things, in an order out of a seed, and compares what they say after each.
 *
 * <p>The clock may be set back, too. What was spent counts as the model says all the same. What is held may then be taken for something
 * else that is held, which ends earlier or later; so it is compared again when all of it has come to an end.
 */
final class QuotaProperties {

    private static final int STEPS = 60;
    private static final Duration LONGEST_LEASE = Duration.ofMillis(3400);

    private static final List<Limit> LIMITS = List.of(
            new Limit("acme", "tokens", 100, new Window.Rolling(Duration.ofSeconds(2)), true),
            new Limit("acme", "tokens", 300, new Window.Rolling(Duration.ofSeconds(10)), true),
            new Limit("acme", "money", 900, new Window.Calendar(Window.Unit.DAY, ZoneId.of("Europe/Zurich")), false),
            new Limit("acme", "calls", 4, new Window.Held(), true));

    private final Quotas quotas;
    private final Consumer<Instant> clock;
    private final Random random;
    private final QuotaModel model = new QuotaModel();
    private final List<Held> held = new ArrayList<>();
    private final boolean clockJumps;
    private final Instant begin;
    private Instant now;
    private boolean heldIsVague;

    private record Held(Ticket ticket, Hold hold) {}

    QuotaProperties(Quotas quotas, Instant begin, Consumer<Instant> clock, long seed, boolean clockJumps) {
        this.quotas = quotas;
        this.clock = clock;
        this.random = new Random(seed);
        this.now = begin;
        this.begin = begin;
        this.clockJumps = clockJumps;
    }

    void run() {
        clock.accept(now);
        for (int i = 0; i < STEPS; i++) {
            step();
            compare();
        }
        held.forEach(one -> settle(one, 0));
        held.clear();
        pass(LONGEST_LEASE.multipliedBy(2));
        heldIsVague = false;
        compare();
    }

    private void step() {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> reserve();
            case 3, 4 -> with(one -> settle(one, random.nextInt(80)));
            case 5 -> with(one -> settle(one, 0));
            case 6 -> renew();
            default -> {
                if (clockJumps && random.nextInt(3) == 0) {
                    setBack();
                } else {
                    pass(some());
                }
            }
        }
    }

    private Duration some() {
        return switch (random.nextInt(5)) {
            case 0 -> Duration.ofHours(random.nextInt(30));
            case 1 -> Duration.ofSeconds(random.nextInt(12));
            default -> Duration.ofMillis(random.nextInt(900));
        };
    }

    private void pass(Duration step) {
        now = now.plus(step);
        clock.accept(now);
    }

    private void setBack() {
        Instant before = now;
        Instant back = now.minus(some());
        now = back.isBefore(begin) ? begin : back;
        clock.accept(now);
        model.setBack(LIMITS, before, now, LONGEST_LEASE);
        heldIsVague |= !held.isEmpty();
        StateContract.get(quotas.look(LIMITS)); // Who does not own the clock learns of it by the first answer.
    }

    private void reserve() {
        List<Charge> charges = new ArrayList<>();
        for (Limit limit : LIMITS) {
            if (random.nextInt(4) > 0) {
                long amount = limit.window() instanceof Window.Held ? 1 : random.nextInt(60);
                charges.add(limit.charge(amount));
            }
        }
        if (charges.isEmpty()) {
            return;
        }
        Duration lease = LONGEST_LEASE.minusMillis(random.nextInt(3000));
        boolean expected = charges.stream().allMatch(charge -> !charge.limit().hard() || model.fits(charge, now));
        List<Boolean> fits =
                charges.stream().map(charge -> model.fits(charge, now)).toList();

        Admission admission = StateContract.get(quotas.reserve(charges, lease));

        if (!heldIsVague) {
            assertThat(admission).isInstanceOf(expected ? Admission.Granted.class : Admission.Refused.class);
            assertThat(admission.standings()).extracting(Standing::fits).isEqualTo(fits);
        }
        if (admission instanceof Admission.Granted granted) {
            held.add(new Held(model.hold(charges, now, lease), granted.hold()));
        }
    }

    private void settle(Held one, int spent) {
        List<Long> amounts = one.ticket().charges().stream()
                .map(charge -> charge.limit().window() instanceof Window.Held ? 0L : spent)
                .toList();
        StateContract.get(spent == 0 ? one.hold().release() : one.hold().settle(amounts));
        model.settle(one.ticket(), amounts, now);
    }

    private void with(Consumer<Held> what) {
        if (!held.isEmpty()) {
            what.accept(held.remove(random.nextInt(held.size())));
        }
    }

    private void renew() {
        if (!held.isEmpty()) {
            Held one = held.get(random.nextInt(held.size()));
            boolean renewed = StateContract.get(one.hold().renew());
            boolean expected = model.renew(one.ticket(), now);
            assertThat(renewed || heldIsVague).isEqualTo(expected || heldIsVague);
        }
    }

    private void compare() {
        List<Standing> standings = StateContract.get(quotas.look(LIMITS));
        IntStream.range(0, LIMITS.size()).forEach(i -> {
            Standing standing = standings.get(i);
            Limit limit = LIMITS.get(i);
            assertThat(standing.spent()).as("spent of %s", limit).isEqualTo(model.spent(limit, now));
            assertThat(standing.reserved()).as("reserved of %s", limit).satisfies(reserved -> {
                long expected = model.held(limit, now);
                assertThat(reserved).isBetween(heldIsVague ? 0 : expected, heldIsVague ? Limit.MOST : expected);
            });
        });
    }
}
