package dev.sluice.plugins.route.complexity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How far the APGR of one router is ahead of another's on the same prompts, and how sure that is: the middle 95 % of what comes out when
 * the prompts are drawn anew, with replacement (the paired bootstrap). Seeded.
 *
 * @param mean over all draws
 * @param low end of the middle 95 %
 * @param high end of the middle 95 %
 */
record Lead(double mean, double low, double high) {

    private static final int DRAWS = 1000;

    static Lead of(List<Prompted> cases, ToDoubleFunction<Prompted> one, ToDoubleFunction<Prompted> other) {
        SplittableRandom random = new SplittableRandom(7);
        double[] leads = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            List<Prompted> drawn = new ArrayList<>(cases.size());
            for (int i = 0; i < cases.size(); i++) {
                drawn.add(cases.get(random.nextInt(cases.size())));
            }
            leads[draw] = Curve.of(drawn, one).apgr() - Curve.of(drawn, other).apgr();
        }
        Arrays.sort(leads);
        return new Lead(Arrays.stream(leads).average().orElse(0), leads[DRAWS / 40], leads[DRAWS - 1 - DRAWS / 40]);
    }
}
