package dev.sluice.plugins.route.sim;

import java.time.Duration;
import java.util.List;

/**
 * What befalls the three providers, after a fair beginning.
 *
 * @param name for the table
 * @param weather of each provider once it has changed
 */
record Scenario(String name, List<Weather> weather) {

    static final Duration FAIR_UNTIL = Duration.ofSeconds(20);

    static final Scenario HEALTHY = of("all healthy", Weather.FAIR, Weather.FAIR, Weather.FAIR);
    static final Scenario ONE_DEAD = of("one of three dead", Weather.DEAD, Weather.FAIR, Weather.FAIR);
    static final Scenario ONE_SLOW = of("one 10 times slower", Weather.SLOW, Weather.FAIR, Weather.FAIR);
    static final Scenario ONE_HANGS = of("one hangs", Weather.HANGS, Weather.FAIR, Weather.FAIR);
    static final Scenario BROWN_OUT =
            of("one 3 times slower, 40 % errors", Weather.BROWN_OUT, Weather.FAIR, Weather.FAIR);
    static final Scenario LIMITED = of("one at its rate limit", Weather.LIMITED, Weather.FAIR, Weather.FAIR);
    static final Scenario CROWDED =
            of("all take 12 calls at a time", Weather.CROWDED, Weather.CROWDED, Weather.CROWDED);
    static final Scenario BLACK_OUT = of("all dead", Weather.DEAD, Weather.DEAD, Weather.DEAD);
    static final Scenario ALL_HANG = of("all hang", Weather.HANGS, Weather.HANGS, Weather.HANGS);
    static final Scenario USED_UP = of("all refuse with 429", Weather.USED_UP, Weather.USED_UP, Weather.USED_UP);

    static final List<Scenario> ALL =
            List.of(HEALTHY, ONE_DEAD, ONE_SLOW, ONE_HANGS, BROWN_OUT, LIMITED, CROWDED, BLACK_OUT, ALL_HANG, USED_UP);

    private static Scenario of(String name, Weather... weather) {
        return new Scenario(name, List.of(weather));
    }

    Weather of(int provider, Duration since) {
        return since.compareTo(FAIR_UNTIL) < 0 ? Weather.FAIR : weather.get(provider);
    }
}
