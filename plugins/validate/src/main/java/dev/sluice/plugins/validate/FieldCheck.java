package dev.sluice.plugins.validate;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import org.jspecify.annotations.Nullable;

/** Whether one field of the body keeps its rule. */
record FieldCheck(String field, String pointer, ValidateConfig.Presence presence, Bounds bounds) implements Check<Obj> {

    static FieldCheck of(String field, ValidateConfig.FieldRule rule) {
        String pointer =
                field.startsWith("/") ? field : "/" + field.replace("~", "~0").replace("/", "~1");
        return new FieldCheck(field, pointer, rule.presence(), new Bounds(rule.min(), rule.max()));
    }

    @Override
    public void on(Obj document, Violations found) {
        Json value = document.at(pointer);
        switch (presence) {
            case FORBIDDEN -> forbid(value, found);
            case REQUIRED -> require(value, found);
            case OPTIONAL -> compare(value, found);
        }
    }

    private void forbid(@Nullable Json value, Violations found) {
        if (value != null) {
            found.add(new Violation("forbidden", field, "no such field", "one", "leave it out"));
        }
    }

    private void require(@Nullable Json value, Violations found) {
        if (value == null || value instanceof Null) {
            found.add(new Violation("missing", field, "a value", "nothing", "add it"));
        } else {
            compare(value, found);
        }
    }

    private void compare(@Nullable Json value, Violations found) {
        if (bounds.isEmpty() || value == null || value instanceof Null) {
            return;
        }
        if (value instanceof Num number) {
            bounds.check(field, Double.parseDouble(number.toString()), found);
        } else {
            found.add(new Violation("wrong_type", field, "a number", "something else", "give a number"));
        }
    }
}
