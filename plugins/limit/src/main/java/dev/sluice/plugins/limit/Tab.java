package dev.sluice.plugins.limit;

import dev.sluice.api.Call;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Spent;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.state.Hold;
import dev.sluice.api.state.Limit;
import dev.sluice.plugins.limit.LimitConfig.CacheHits;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import dev.sluice.plugins.limit.LimitConfig.Unpriced;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one admitted call has reserved, and what it owes in the end: settled once, whichever way the call ends. */
final class Tab {

    private final Call call;
    private final List<Rule> rules;
    private final Usage estimate;
    private final Hold hold;
    private final Parts parts;
    private final int attemptsBefore;
    private Timers.@Nullable Timer renewal;
    private boolean settled;

    /** What all tabs of a filter share. */
    record Parts(
            Models models,
            Timers timers,
            Estimates estimates,
            CacheHits cacheHits,
            Unpriced unpriced,
            Duration lease,
            Meters.Counter uncounted) {}

    private Tab(Call call, List<Rule> rules, Usage estimate, Hold hold, Parts parts) {
        this.call = call;
        this.rules = rules;
        this.estimate = estimate;
        this.hold = hold;
        this.parts = parts;
        this.attemptsBefore = call.journal().attempts();
    }

    /** Opens a tab; the end of the call closes it at the latest. */
    static Tab open(Call call, List<Rule> rules, Usage estimate, Hold hold, Parts parts) {
        Tab tab = new Tab(call, rules, estimate, hold, parts);
        tab.renewLater();
        call.scope().onEnd(tab::failed);
        return tab;
    }

    /** What a rule counts of a usage. */
    static long amount(Rule rule, Usage usage, Target target, Models models) {
        return switch (rule.measure()) {
            case REQUESTS, CONCURRENT -> 1;
            case INPUT_TOKENS -> usage.input();
            case OUTPUT_TOKENS -> usage.output();
            case TOKENS -> usage.total();
            case MONEY -> {
                BigDecimal cost = models.facts(target).cost(usage);
                yield cost == null ? 0 : Money.units(cost);
            }
        };
    }

    /** Where a call goes, as far as is known. */
    static Target target(Call call) {
        Target chosen = call.target() == null ? call.journal().target() : call.target();
        if (chosen != null) {
            return chosen;
        }
        return call.candidates().isEmpty()
                ? new Target("", call.model())
                : call.candidates().getFirst();
    }

    Reply watch(Reply reply) {
        boolean asked = call.journal().target() != null;
        if (!asked && parts.cacheHits() != CacheHits.FULL) {
            settle(List.of(), parts.cacheHits() == CacheHits.REQUESTS);
            return reply;
        }
        tellIfUnpriced();
        return reply.onEnd(outcome -> ended(reply, outcome));
    }

    /** Where the provider's model has no price, limits of money count nothing: somebody has to hear of it. */
    private void tellIfUnpriced() {
        Target asked = call.journal().target();
        boolean money = rules.stream().anyMatch(rule -> rule.measure() == Measure.MONEY);
        if (money
                && asked != null
                && estimate.total() > 0
                && parts.models().facts(asked).prices() == null) {
            call.journal().warn("no price is known for " + asked + ": limits of money do not count this call");
            parts.uncounted().increment();
        }
    }

    /** There is no reply, or nobody left to read it: the call was made, and perhaps answered, by what nobody was to see. */
    void failed() {
        settle(call.journal().besides(null, attemptsBefore), true);
    }

    private void ended(Reply reply, Outcome outcome) {
        List<Spent> besides = call.journal().besides(reply, attemptsBefore);
        Usage used = used(outcome, !besides.isEmpty());
        parts.estimates().learn(call, used);
        List<Spent> all = new ArrayList<>(besides);
        all.add(new Spent(asked(reply), used, null));
        settle(all, true);
    }

    /** Of several that were asked, the last need not be the one that answered. */
    private Target asked(Reply reply) {
        Target from = reply.origin().target() == null
                ? call.journal().target()
                : reply.origin().target();
        return from == null ? target(call) : from;
    }

    /** What the reply tells; what was reserved, where a reply was given for what nobody can count. */
    private Usage used(Outcome outcome, boolean isCounted) {
        Usage told = outcome.usage();
        if (told != null) {
            return told;
        }
        return outcome.status() >= 400 || isCounted ? Usage.NONE : estimate;
    }

    private void settle(List<Spent> used, boolean made) {
        if (settled) {
            return;
        }
        settled = true;
        if (renewal != null) {
            renewal.cancel();
        }
        hold.settle(rules.stream().map(rule -> owed(rule, used, made)).toList());
    }

    private long owed(Rule rule, List<Spent> used, boolean made) {
        return switch (rule.measure()) {
            case CONCURRENT -> 0L;
            case REQUESTS -> made ? 1L : 0L;
            default -> {
                long all = 0;
                for (Spent one : used) {
                    all += amount(rule, one.usage(), one.target(), parts.models());
                }
                yield Math.min(Limit.MOST, all);
            }
        };
    }

    private void renewLater() {
        renewal = parts.timers().after(parts.lease().dividedBy(2), () -> {
            if (!settled) {
                hold.renew();
                renewLater();
            }
        });
    }
}
