package dev.sluice.plugins.validate;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.validate.schema.Fault;
import dev.sluice.plugins.validate.schema.JsonSchema;
import dev.sluice.plugins.validate.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the body, or a part of it, meets its JSON Schema. */
record SchemaCheck(String pointer, JsonSchema schema) implements Check<Obj> {

    static List<Check<Obj>> all(ValidateConfig.ContractRules contract) {
        List<Check<Obj>> checks = new ArrayList<>();
        JsonSchema body = Schemas.ofConfig(contract.body());
        if (body != null) {
            checks.add(new SchemaCheck("", body));
        }
        contract.parts().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(part -> {
            JsonSchema schema = Schemas.ofConfig(part.getValue());
            if (schema != null) {
                checks.add(new SchemaCheck(part.getKey(), schema));
            }
        });
        return checks;
    }

    @Override
    public void on(Obj document, Violations found) {
        Json part = pointer.isEmpty() ? document : document.at(pointer);
        if (part != null) {
            add(schema.faults(part), pointer, found);
        }
    }

    static void add(List<Fault> faults, String where, Violations found) {
        for (Fault fault : faults) {
            found.add(new Violation(
                    "schema",
                    where + fault.pointer(),
                    "what its JSON Schema allows",
                    "that it does not: " + fault.problem(),
                    "correct it"));
        }
    }
}
