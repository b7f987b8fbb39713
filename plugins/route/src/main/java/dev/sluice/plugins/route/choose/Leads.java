package dev.sluice.plugins.route.choose;

import io.vertx.core.Future;
import java.util.List;

/** Finds where names lead that a strategy has for targets. */
@FunctionalInterface
public interface Leads {

    /**
     * Finds their targets.
     *
     * @param ask the call
     * @param names aliases or {@code provider/model}, in order of preference
     * @return each once, the first name's first, with the check of the first name of which a target fits; no candidates if nobody has such
     *     models
     */
    Future<Choice> lead(Ask ask, List<String> names);
}
