package dev.sluice.proxy.boot;

import dev.sluice.api.FilterFactory;
import dev.sluice.api.config.NamedNode;
import dev.sluice.api.model.Models;
import dev.sluice.proxy.boot.Plan.PlannedFilter;

/** Has a filter's factory look at its config beside the rest of the file. */
final class FilterCheck {

    private FilterCheck() {}

    /** Returns true, or throws with the filter's place in the file. */
    static boolean of(NamedNode item, PlannedFilter filter, Models models) {
        try {
            check(filter.factory().instance(), filter.config(), models);
            return true;
        } catch (IllegalArgumentException e) {
            throw item.item().problem("the filter '" + item.name() + "': " + e.getMessage(), null);
        }
    }

    private static <C> void check(FilterFactory<C> factory, Object config, Models models) {
        factory.check(factory.configType().cast(config), models);
    }
}
