package dev.sluice.plugins.access;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Caller;
import dev.sluice.api.Operation;
import java.util.List;

/**
 * What a credential stands for.
 *
 * @param caller who it is
 * @param models which models may be asked for; all if empty
 * @param routes which routes may be used; all if empty
 */
record Grant(Caller caller, List<Wildcard> models, List<Wildcard> routes) {

    static Grant of(Caller caller, List<String> models, List<String> routes) {
        return new Grant(caller, Wildcard.all(models), Wildcard.all(routes));
    }

    /**
     * Refuses what the credential is not good for.
     *
     * @throws CallError if the call may not be made
     */
    void check(Call call) {
        if (!routes.isEmpty() && !Wildcard.any(routes, call.route())) {
            throw denied("route_not_allowed", "This key may not use the route '" + call.route() + "'.");
        }
        if (!models.isEmpty() && call.operation() != Operation.LIST_MODELS) {
            checkModel(call.model());
        }
    }

    /** A call that names no model may reach any of them: a batch, say. */
    private void checkModel(String model) {
        if (model.isEmpty()) {
            throw denied(
                    "model_not_allowed",
                    "This key may only ask for models that it is made for, and this call does not name one.");
        }
        if (!Wildcard.any(models, model)) {
            throw denied("model_not_allowed", "This key may not ask for the model '" + model + "'.")
                    .withParam("model");
        }
    }

    private static CallError denied(String code, String message) {
        return CallError.of(Category.PERMISSION, code, message + " Ask whoever gave you the key.");
    }
}
