package dev.sluice.plugins.validate;

import dev.sluice.api.Call;
import dev.sluice.api.dialect.Endpoint.ModelPlace;

/** Whether the model may be asked for; calls to paths that name no model have none to ask for. */
record ModelCheck(Wildcards allowed) implements Check<Call> {

    @Override
    public void on(Call call, Violations found) {
        if (call.endpoint().modelPlace() == ModelPlace.NONE || allowed.allow(call.model())) {
            return;
        }
        String model = call.model().isEmpty() ? "none" : Shown.of(call.model());
        found.add(new Violation("model_not_allowed", "model", "one of " + allowed, model, "ask for another model"));
    }
}
