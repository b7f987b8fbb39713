package dev.sluice.plugins.route.survive;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class HedgeBudgetTest {

    @Property
    void neverHedgesMoreThanItsShareOfCallsAndOneBurst(
            @ForAll @IntRange(max = 100) int percent, @ForAll @IntRange(max = 2_000) int calls) {
        HedgeBudget budget = new HedgeBudget(percent);
        int hedges = 0;

        for (int i = 0; i < calls; i++) {
            budget.call();
            hedges += budget.take() ? 1 : 0;
        }

        assertThat(hedges).isBetween((int) (calls * percent / 100.0) - 1, (int) (calls * percent / 100.0) + 1);
    }
}
