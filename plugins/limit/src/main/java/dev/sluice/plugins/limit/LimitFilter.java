package dev.sluice.plugins.limit;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Headers;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.model.TargetRule;
import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Limit.Charge;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Standing;
import dev.sluice.api.state.StateUnavailableException;
import dev.sluice.api.state.Window;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import dev.sluice.plugins.limit.LimitConfig.Unpriced;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reserves what a call will use, lets it go on if there is room, and settles what it used. */
final class LimitFilter implements Filter {

    static final String NAME = "limit";

    /** Permits come back whenever a call ends, which nobody can foresee. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final TargetRule PRICED =
            (target, facts) -> facts.prices() == null ? "its price is not known, and money is limited here" : null;

    private final List<Rule> rules;
    private final Quotas quotas;
    private final Tab.Parts parts;

    LimitFilter(List<Rule> rules, Quotas quotas, Tab.Parts parts) {
        this.rules = rules;
        this.quotas = quotas;
        this.parts = parts;
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        List<Rule> concerned =
                rules.stream().filter(rule -> rule.concerns(call)).toList();
        if (concerned.isEmpty()) {
            return next.proceed(call);
        }
        boolean tokens = concerned.stream().anyMatch(Rule::needsTokens);
        Usage estimate = tokens ? parts.estimates().of(call) : Usage.NONE;
        boolean wantsPrice = wantsPrice(concerned, estimate);
        if (wantsPrice && isUnpriced(call)) {
            return Future.failedFuture(unpriced(call));
        }
        List<Charge> charges = concerned.stream()
                .map(rule -> rule.limit(call).charge(reserved(rule, estimate, call)))
                .toList();
        return quotas.reserve(charges, parts.lease())
                .recover(failure -> Future.failedFuture(told(failure)))
                .compose(admission -> switch (admission) {
                    case Admission.Refused refused -> Future.failedFuture(refusal(call, concerned, charges, refused));
                    case Admission.Granted granted ->
                        admitted(wantsPrice ? priced(call) : call, next, concerned, estimate, granted);
                });
    }

    /** Whether only models will do whose price is known: money is limited, and the call uses some. */
    private boolean wantsPrice(List<Rule> concerned, Usage estimate) {
        return parts.unpriced() == Unpriced.REFUSE
                && estimate.total() > 0
                && concerned.stream().anyMatch(rule -> rule.measure() == Measure.MONEY);
    }

    /** Whether nobody knows what the call will cost. Calls that name no model are told of instead, as files are. */
    private boolean isUnpriced(Call call) {
        Target target = Tab.target(call);
        return !target.provider().isEmpty()
                && !target.model().isEmpty()
                && parts.models().facts(target).prices() == null;
    }

    /** Whoever chooses another target than the first chooses one whose price is known. */
    private static Call priced(Call call) {
        TargetRule others = call.get(TargetRule.KEY);
        return call.with(TargetRule.KEY, others == null ? PRICED : others.and(PRICED));
    }

    private static CallError unpriced(Call call) {
        return CallError.of(
                        CallError.Category.INVALID_REQUEST,
                        "unpriced_model",
                        "Expected a model whose price is known, since money is limited here, found " + Tab.target(call)
                                + ". Ask for another, or have its price added to the config.")
                .withParam("model");
    }

    private long reserved(Rule rule, Usage estimate, Call call) {
        return Math.min(Limit.MOST, Tab.amount(rule, estimate, Tab.target(call), parts.models()));
    }

    private Future<Reply> admitted(
            Call call, Next next, List<Rule> concerned, Usage estimate, Admission.Granted granted) {
        if (call.scope().ended()) {
            granted.hold().release();
            return Future.failedFuture(CallError.cancelled("The client left before its call was sent."));
        }
        Tab tab = Tab.open(call, concerned, estimate, granted.hold(), parts);
        Map<String, String> fields = fields(call, concerned, granted.standings());
        return next.proceed(softened(call, concerned, granted.standings()))
                .onFailure(failure -> tab.failed())
                .map(reply -> with(tab.watch(reply), fields));
    }

    /** Warns of the soft limits that the call exceeds, and sends it elsewhere if one of them says so. */
    private Call softened(Call call, List<Rule> concerned, List<Standing> standings) {
        Call softened = call;
        for (int i = 0; i < standings.size(); i++) {
            Rule rule = concerned.get(i);
            if (standings.get(i).fits()) {
                continue;
            }
            call.journal().warn("limit exceeded: " + rule.shown());
            call.journal().decide(new Decision(NAME, rule.to() == null ? "warn" : "downgrade", rule.shown()));
            if (rule.to() != null) {
                softened = softened.withModel(rule.to(), parts.models().candidates(call.dialect(), rule.to()));
            }
        }
        return softened;
    }

    private CallError refusal(Call call, List<Rule> concerned, List<Charge> charges, Admission.Refused refused) {
        Standing worst = worst(charges, refused);
        Rule rule = concerned.get(place(charges, worst.limit()));
        call.journal().decide(new Decision(NAME, "refused", rule.shown()));
        Duration retry = exceeds(charges, worst) ? null : retry(worst);
        String advice = retry == null
                ? "It exceeds the limit by itself: ask for less."
                : "Try again in " + Math.max(1, Math.ceilDiv(retry.toMillis(), 1000)) + "s.";
        CallError error = CallError.of(
                CallError.Category.RATE_LIMITED,
                "rate_limit_exceeded",
                "Expected at most " + rule.shown() + ", and this call would exceed that. " + advice);
        List<Rule> told = refused.standings().stream()
                .map(standing -> concerned.get(place(charges, standing.limit())))
                .toList();
        for (Map.Entry<String, String> field :
                fields(call, told, refused.standings()).entrySet()) {
            error = error.withHeader(field.getKey(), field.getValue());
        }
        return retry == null
                ? error.withHeader("x-should-retry", "false")
                : RateHeaders.retry(call, error.withRetryAfter(retry), retry);
    }

    /** One that the call exceeds by itself, if there is one; else the one that keeps it out for the longest time. */
    private static Standing worst(List<Charge> charges, Admission.Refused refused) {
        return refused.standings().stream()
                .filter(standing -> standing.limit().hard() && !standing.fits() && exceeds(charges, standing))
                .findFirst()
                .orElseGet(refused::worst);
    }

    /** Whether the call would not fit if nothing else counted. */
    private static boolean exceeds(List<Charge> charges, Standing standing) {
        return charges.get(place(charges, standing.limit())).amount()
                > standing.limit().max();
    }

    /** What exceeds only this process' share of a limit fits again when all count together, which nobody can foresee either. */
    private static Duration retry(Standing worst) {
        Duration told = worst.retryIn();
        return told == null || worst.limit().window() instanceof Window.Held ? SOON : told;
    }

    private static int place(List<Charge> charges, Limit limit) {
        for (int i = 0; i < charges.size(); i++) {
            if (charges.get(i).limit().equals(limit)) {
                return i;
            }
        }
        throw new IllegalStateException("refused by a limit that was not asked for");
    }

    private Map<String, String> fields(Call call, List<Rule> concerned, List<Standing> standings) {
        return RateHeaders.of(call, concerned, standings, parts.timers().now());
    }

    private static Reply with(Reply reply, Map<String, String> fields) {
        Headers headers = reply.headers();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            headers = headers.with(field.getKey(), field.getValue());
        }
        return fields.isEmpty() ? reply : reply.withHeaders(headers);
    }

    private static Throwable told(Throwable failure) {
        return failure instanceof StateUnavailableException
                ? CallError.of(
                                CallError.Category.OVERLOADED,
                                "limits_unavailable",
                                "Expected to count this call against its limits, but they cannot be reached now. Try again soon.")
                        .withRetryAfter(SOON)
                        .withCause(failure)
                : failure;
    }
}
