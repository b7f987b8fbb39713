package dev.sluice.plugins.route;

import dev.sluice.api.plugin.CheckContext;

/**
 * Where in the file something is: below the filter's own config, or below a model.
 *
 * @param model the model; empty for the filter
 * @param keys what leads there from it
 */
record Place(String model, String keys) {

    static Place filter(String keys) {
        return new Place("", keys);
    }

    /** A place further down. */
    Place at(String more) {
        return new Place(model, keys + more);
    }

    /** Says what is wrong there. */
    void tell(CheckContext context, String message) {
        if (model.isEmpty()) {
            context.problem(keys, message);
        } else {
            context.modelProblem(model, keys, message);
        }
    }
}
