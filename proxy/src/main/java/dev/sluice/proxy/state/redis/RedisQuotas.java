package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Limit.Charge;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Standing;
import dev.sluice.proxy.state.redis.Reserve.Verdict;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Quotas of one use in Redis. Fails with a {@link dev.sluice.api.state.StateUnavailableException} while Redis is away. */
final class RedisQuotas implements Quotas {

    private final Links links;
    private final Counter.Parts parts;
    private final String use;
    private final Map<Link, Counter> counters = new ConcurrentHashMap<>();

    RedisQuotas(Links links, Counter.Parts parts, String use) {
        this.links = links;
        this.parts = parts;
        this.use = use;
    }

    @Override
    public Future<Admission> reserve(List<Charge> charges, Duration lease) {
        List<List<Integer>> groups = groups(charges, charge -> charge.limit().tenant());
        return links.with(link -> reserve(counter(link), charges, groups, lease, new Admitted(charges)));
    }

    @Override
    public Future<List<Standing>> look(List<Limit> limits) {
        Standing[] standings = new Standing[limits.size()];
        List<List<Integer>> groups = groups(limits, Limit::tenant);
        return links.with(link -> {
            List<Future<Void>> looks = new ArrayList<>();
            for (List<Integer> group : groups) {
                looks.add(look(counter(link), pick(limits, group)).map(found -> put(standings, group, found)));
            }
            return Future.all(looks).map(all -> List.of(standings));
        });
    }

    /** Counts amounts that were spent without having been held here. */
    Future<Void> spend(List<Charge> charges, List<Long> amounts, Instant reserved) {
        List<List<Integer>> groups = groups(charges, charge -> charge.limit().tenant());
        return links.with(link -> {
            List<Future<Void>> all = new ArrayList<>();
            for (List<Integer> group : groups) {
                Held nothing = held(pick(charges, group), reserved.toEpochMilli(), new long[group.size()]);
                all.add(settle(counter(link), nothing, pick(amounts, group)));
            }
            return Future.join(all).mapEmpty();
        });
    }

    /** What was granted of a reservation, slot by slot. */
    private static final class Admitted {

        final List<Held> held = new ArrayList<>();
        final List<List<Integer>> groups = new ArrayList<>();
        final Standing[] standings;

        Admitted(List<Charge> charges) {
            this.standings = new Standing[charges.size()];
        }
    }

    /** Slot by slot: what was granted is given back if a later one refuses. */
    private Future<Admission> reserve(
            Counter counter, List<Charge> charges, List<List<Integer>> groups, Duration lease, Admitted admitted) {
        int next = admitted.groups.size();
        if (next == groups.size()) {
            RedisHold hold = new RedisHold(this, admitted.held, admitted.groups, lease);
            return Future.succeededFuture(new Admission.Granted(hold, List.of(admitted.standings)));
        }
        List<Integer> group = groups.get(next);
        return ask(counter, pick(charges, group), lease)
                .onFailure(away -> giveBack(counter, admitted.held))
                .compose(verdict -> {
                    if (!verdict.granted()) {
                        giveBack(counter, admitted.held);
                        return Future.succeededFuture(new Admission.Refused(verdict.standings()));
                    }
                    put(admitted.standings, group, verdict.standings());
                    admitted.held.add(verdict.held());
                    admitted.groups.add(group);
                    return reserve(counter, charges, groups, lease, admitted);
                });
    }

    private Future<Verdict> ask(Counter counter, List<Charge> charges, Duration lease) {
        String slot = slot(charges.getFirst().limit());
        Reserve reserve = new Reserve(
                charges,
                accounts(charges),
                lease,
                again -> counter.ask(slot, again),
                unwanted -> giveBack(counter, List.of(unwanted)));
        counter.ask(slot, reserve);
        return reserve.verdict();
    }

    private Future<List<Standing>> look(Counter counter, List<Limit> limits) {
        Look look = new Look(
                limits,
                limits.stream().map(limit -> parts.names().account(use, limit)).toList());
        counter.ask(slot(limits.getFirst()), look);
        return look.standings();
    }

    Future<Boolean> renew(List<Held> held, Duration lease) {
        return links.with(link -> {
            List<Future<Boolean>> all = new ArrayList<>();
            for (Held part : held) {
                Renew renew = new Renew(part, lease);
                counter(link).ask(slot(part.charges().getFirst().limit()), renew);
                all.add(renew.renewed());
            }
            return Future.all(all).map(done -> all.stream().allMatch(Future::result));
        });
    }

    Future<Void> settle(List<Held> held, List<List<Long>> amounts) {
        return links.with(link -> {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < held.size(); i++) {
                all.add(settle(counter(link), held.get(i), amounts.get(i)));
            }
            return all.size() == 1 ? all.getFirst() : Future.join(all).mapEmpty();
        });
    }

    private Future<Void> settle(Counter counter, Held held, List<Long> amounts) {
        Instant reserved = Instant.ofEpochMilli(held.reserved());
        List<Settling.Entry> entries = new ArrayList<>(amounts.size());
        for (int i = 0; i < amounts.size(); i++) {
            Charge charge = held.charges().get(i);
            long end = charge.limit().window().end(reserved).toEpochMilli();
            entries.add(new Settling.Entry(held.account(i), held.until(i), charge.amount(), end, amounts.get(i)));
        }
        return counter.settle(slot(held.charges().getFirst().limit()), new Settling(entries));
    }

    private void giveBack(Counter counter, List<Held> held) {
        for (Held part : held) {
            settle(counter, part, part.charges().stream().map(charge -> 0L).toList());
        }
    }

    private Held held(List<Charge> charges, long reserved, long[] until) {
        return new Held(charges, accounts(charges), reserved, until);
    }

    private Counter counter(Link link) {
        return counters.computeIfAbsent(link, unused -> new Counter(link, parts, use));
    }

    private String slot(Limit limit) {
        return parts.names().slot(limit.tenant());
    }

    private List<String> accounts(List<Charge> charges) {
        List<String> accounts = new ArrayList<>(charges.size());
        for (Charge charge : charges) {
            accounts.add(parts.names().account(use, charge.limit()));
        }
        return accounts;
    }

    /** Places of what is in one slot; nearly always all of them. */
    private <T> List<List<Integer>> groups(List<T> all, Function<T, String> tenant) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            groups.computeIfAbsent(parts.names().slot(tenant.apply(all.get(i))), unused -> new ArrayList<>())
                    .add(i);
        }
        return List.copyOf(groups.values());
    }

    static <T> List<T> pick(List<T> all, List<Integer> places) {
        return places.size() == all.size() ? all : places.stream().map(all::get).toList();
    }

    private static Void put(Standing[] all, List<Integer> places, List<Standing> some) {
        for (int i = 0; i < some.size(); i++) {
            all[places.get(i)] = some.get(i);
        }
        return null;
    }
}
