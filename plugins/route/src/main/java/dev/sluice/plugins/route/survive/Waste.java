package dev.sluice.plugins.route.survive;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.Spent;
import dev.sluice.api.Usage;
import dev.sluice.api.plugin.Meters;
import dev.sluice.plugins.route.choose.Ask;
import dev.sluice.plugins.route.choose.Candidate;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * What attempts cost that were given up because another was faster: at least the prompt, which the provider has read. What it had
 * written by then nobody is told.
 */
public final class Waste {

    private final Meters.Counter dollars;
    private final Meters.Counter tokens;

    /**
     * Makes the counters.
     *
     * @param meters the filter's
     */
    public Waste(Meters meters) {
        this.dollars = meters.counter("outrun_dollars");
        this.tokens = meters.counter("outrun_tokens");
    }

    /** An attempt was given up after a while, before it had answered. */
    void outrun(Call call, Candidate candidate, Duration after) {
        long prompt = new Ask(call, 0).promptTokens();
        Usage read = new Usage(prompt, 0, 0, 0, 0, 0, 0, true);
        BigDecimal cost = candidate.facts().cost(read);
        call.journal().spent(new Spent(candidate.target(), read, cost));
        tokens.add((double) prompt);
        if (cost != null) {
            dollars.add(cost.doubleValue());
        }
        String price = cost == null ? "at a price that is not known" : "at least $" + cost.toPlainString();
        call.journal()
                .decide(new Decision(
                        "route",
                        "outrun",
                        candidate.target() + " given up after " + after.toMillis() + " ms: " + prompt
                                + " tokens of prompt, " + price));
    }
}
