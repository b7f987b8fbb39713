package dev.sluice.plugins.route.choose;

import dev.sluice.plugins.route.config.StrategySettings;
import java.util.List;

/** Tries the first target and escalates to the next when its answer fails a check. */
final class Cascade implements Strategy.Ordering {

    private final StrategySettings.Cascade settings;

    Cascade(StrategySettings.Cascade settings) {
        this.settings = settings;
    }

    @Override
    public Choice order(Ask ask, List<Candidate> candidates) {
        return ask.call().streamed()
                ? new Choice(candidates.reversed(), "cascade: a stream cannot be checked before it is sent")
                : new Choice(candidates, "cascade", new CascadeCheck(settings, ask));
    }
}
