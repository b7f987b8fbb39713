package dev.sluice.proxy.state;

import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Limit.Charge;
import dev.sluice.api.state.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Quotas as simple as they can be said: every amount is remembered with the moment at which it stops to count, and everything is
 * added up whenever somebody asks. What stores do with buckets and sums has to come to the same.
 */
final class QuotaModel {

    private final Map<String, List<Amount>> accounts = new HashMap<>();

    /** Something that counts. */
    private static final class Amount {

        final boolean held;
        final Instant reserved;
        Instant end;
        long amount;

        Amount(boolean held, Instant reserved, Instant end, long amount) {
            this.held = held;
            this.reserved = reserved;
            this.end = end;
            this.amount = amount;
        }
    }

    /** What the model holds for one reservation. */
    record Ticket(List<Charge> charges, List<Amount> amounts, Instant reserved, Duration lease) {}

    long spent(Limit limit, Instant now) {
        return sum(limit, now, false);
    }

    long held(Limit limit, Instant now) {
        return sum(limit, now, true);
    }

    boolean fits(Charge charge, Instant now) {
        return spent(charge.limit(), now) + held(charge.limit(), now) + charge.amount()
                <= charge.limit().max();
    }

    Ticket hold(List<Charge> charges, Instant now, Duration lease) {
        List<Amount> amounts = new ArrayList<>();
        for (Charge charge : charges) {
            Window window = charge.limit().window();
            Amount amount = new Amount(true, now, window.heldEnd(now, now, lease), charge.amount());
            account(charge.limit()).add(amount);
            amounts.add(amount);
        }
        return new Ticket(charges, amounts, now, lease);
    }

    void settle(Ticket ticket, List<Long> spent, Instant now) {
        for (int i = 0; i < spent.size(); i++) {
            Limit limit = ticket.charges().get(i).limit();
            account(limit).remove(ticket.amounts().get(i));
            Instant end = earlier(
                    limit.window().end(ticket.reserved()), limit.window().end(now));
            if (end.isAfter(now)) {
                account(limit).add(new Amount(false, ticket.reserved(), end, spent.get(i)));
            }
        }
    }

    /** The clock was set back: what has ended stays so, and nothing counts for longer than it would if it were new. */
    void setBack(List<Limit> limits, Instant before, Instant now, Duration longestLease) {
        for (Limit limit : limits) {
            Instant latest = limit.window().end(now);
            Instant leased = now.plus(longestLease.multipliedBy(9).dividedBy(8)).plusMillis(1);
            Instant latestHeld = limit.window() instanceof Window.Held ? leased : earlier(leased, latest);
            account(limit).removeIf(amount -> !amount.end.isAfter(before));
            account(limit).forEach(amount -> amount.end = earlier(amount.end, amount.held ? latestHeld : latest));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    boolean renew(Ticket ticket, Instant now) {
        boolean all = true;
        for (int i = 0; i < ticket.charges().size(); i++) {
            Limit limit = ticket.charges().get(i).limit();
            Amount amount = ticket.amounts().get(i);
            if (amount.end.isAfter(now)) {
                amount.end = limit.window().heldEnd(amount.reserved, now, ticket.lease());
            } else {
                all &= !(limit.window() instanceof Window.Held)
                        && !limit.window().end(ticket.reserved()).isAfter(now);
            }
        }
        return all;
    }

    private long sum(Limit limit, Instant now, boolean held) {
        return account(limit).stream()
                .filter(amount -> amount.held == held && amount.end.isAfter(now))
                .mapToLong(amount -> amount.amount)
                .sum();
    }

    private List<Amount> account(Limit limit) {
        return accounts.computeIfAbsent(key(limit), unused -> new ArrayList<>());
    }

    private static String key(Limit limit) {
        return limit.tenant() + limit.account() + limit.window().label();
    }
}
