package dev.sluice.proxy.state.memory;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Hold;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Limit.Charge;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Standing;
import dev.sluice.api.state.StateUnavailableException;
import dev.sluice.api.state.Window;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Quotas of one use in one process. */
final class MemoryQuotas implements Quotas {

    private static final Future<Boolean> LOST = Future.succeededFuture(false);
    private static final Future<Boolean> HELD = Future.succeededFuture(true);
    private static final Future<Void> DONE = Future.succeededFuture();

    private static final int TIDY_FROM = 1024;

    private final Supplier<Instant> clock;
    private final int maxAccounts;
    private final Map<Key, Account> accounts = new LinkedHashMap<>();

    private record Key(String tenant, String account, Window window) {

        static Key of(Limit limit) {
            return new Key(limit.tenant(), limit.account(), limit.window());
        }
    }

    MemoryQuotas(Supplier<Instant> clock, int maxAccounts) {
        this.clock = clock;
        this.maxAccounts = maxAccounts;
    }

    @Override
    public synchronized Future<Admission> reserve(List<Charge> charges, Duration lease) {
        Instant now = clock.get();
        tidy(2 * charges.size(), now);
        if (accounts.size() + charges.size() > maxAccounts && isNew(charges)) {
            return Future.failedFuture(full());
        }
        List<Account> found = new ArrayList<>(charges.size());
        for (Charge charge : charges) {
            found.add(account(charge.limit(), now));
        }
        boolean[] fits = fits(charges, found);
        if (!granted(charges, fits)) {
            return Future.succeededFuture(new Admission.Refused(standings(charges, found, fits, false, now)));
        }
        MemoryHold hold = new MemoryHold(charges, found, now, lease);
        return Future.succeededFuture(new Admission.Granted(hold, standings(charges, found, fits, true, now)));
    }

    @Override
    public synchronized Future<List<Standing>> look(List<Limit> limits) {
        Instant now = clock.get();
        List<Standing> standings = new ArrayList<>(limits.size());
        for (Limit limit : limits) {
            Account account = accounts.getOrDefault(Key.of(limit), new Account(limit.window()));
            account.advance(now);
            standings.add(account.standing(limit, 0, account.fits(0, limit.max()), now));
        }
        return Future.succeededFuture(standings);
    }

    /** How many accounts are kept. */
    synchronized int size() {
        return accounts.size();
    }

    private static boolean[] fits(List<Charge> charges, List<Account> accounts) {
        boolean[] fits = new boolean[charges.size()];
        for (int i = 0; i < fits.length; i++) {
            Charge charge = charges.get(i);
            fits[i] = accounts.get(i).fits(charge.amount(), charge.limit().max());
        }
        return fits;
    }

    private static boolean granted(List<Charge> charges, boolean[] fits) {
        for (int i = 0; i < fits.length; i++) {
            if (!fits[i] && charges.get(i).limit().hard()) {
                return false;
            }
        }
        return true;
    }

    private static List<Standing> standings(
            List<Charge> charges, List<Account> accounts, boolean[] fits, boolean held, Instant now) {
        List<Standing> standings = new ArrayList<>(fits.length);
        for (int i = 0; i < fits.length; i++) {
            Charge charge = charges.get(i);
            long wanted = held ? 0 : charge.amount(); // What is held counts already.
            standings.add(accounts.get(i).standing(charge.limit(), wanted, fits[i], now));
        }
        return standings;
    }

    private boolean isNew(List<Charge> charges) {
        return charges.stream().anyMatch(charge -> !accounts.containsKey(Key.of(charge.limit())));
    }

    private Account account(Limit limit, Instant now) {
        Account account = accounts.computeIfAbsent(Key.of(limit), key -> new Account(key.window()));
        account.advance(now);
        return account;
    }

    /**
     * Looks at the oldest accounts: those in which nothing counts go, the others go to the end. With more looks than there can
     * be new accounts, all of them are looked at sooner or later.
     */
    private void tidy(int looks, Instant now) {
        for (int i = 0; i < looks && accounts.size() > TIDY_FROM; i++) {
            Iterator<Map.Entry<Key, Account>> oldest = accounts.entrySet().iterator();
            Map.Entry<Key, Account> entry = oldest.next();
            Key key = entry.getKey();
            Account account = entry.getValue();
            oldest.remove();
            account.advance(now);
            if (!account.isIdle()) {
                accounts.put(key, account);
            }
        }
    }

    private StateUnavailableException full() {
        return new StateUnavailableException(
                "Expected room for one more account that is counted, found all " + maxAccounts
                        + " in use: raise state.memory.max-accounts, or count by fewer things.",
                null);
    }

    private final class MemoryHold implements Hold {

        private final List<Charge> charges;
        private final List<Account> accounts;
        private final Instant reserved;
        private final Duration lease;
        private final long[] until;
        private boolean settled;

        MemoryHold(List<Charge> charges, List<Account> accounts, Instant reserved, Duration lease) {
            this.charges = charges;
            this.accounts = accounts;
            this.reserved = reserved;
            this.lease = lease;
            this.until = new long[charges.size()];
            for (int i = 0; i < until.length; i++) {
                until[i] = accounts.get(i).hold(charges.get(i).amount(), reserved, reserved, lease);
            }
        }

        @Override
        public Future<Void> settle(List<Long> amounts) {
            synchronized (MemoryQuotas.this) {
                Instant now = clock.get();
                for (int i = 0; i < until.length && !settled; i++) {
                    Account account = current(i, now);
                    account.letGo(until[i], charges.get(i).amount());
                    account.spend(amounts.get(i), reserved, now);
                }
                settled = true;
            }
            return DONE;
        }

        @Override
        public Future<Void> release() {
            return settle(charges.stream().map(charge -> 0L).toList());
        }

        @Override
        public Future<Boolean> renew() {
            synchronized (MemoryQuotas.this) {
                Instant now = clock.get();
                boolean held = !settled;
                for (int i = 0; i < until.length && !settled; i++) {
                    held &= renew(i, now);
                }
                return held ? HELD : LOST;
            }
        }

        private boolean renew(int i, Instant now) {
            Account account = current(i, now);
            Window window = charges.get(i).limit().window();
            if (until[i] <= now.toEpochMilli()) {
                return !(window instanceof Window.Held) && !window.end(reserved).isAfter(now);
            }
            account.letGo(until[i], charges.get(i).amount());
            until[i] = account.hold(charges.get(i).amount(), reserved, now, lease);
            return true;
        }

        /** An account that was idle when somebody tidied up is another one now. */
        private Account current(int i, Instant now) {
            Account mine = accounts.get(i);
            Account account = MemoryQuotas.this.accounts.computeIfAbsent(
                    Key.of(charges.get(i).limit()), key -> mine);
            account.advance(now);
            return account;
        }
    }
}
