package dev.sluice.plugins.validate.schema;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Says in a schema's own words why it cannot be compiled; the validator's are about its classes. */
final class Unusable {

    private Unusable() {}

    static String why(Json schema) {
        if (schema instanceof Obj document) {
            Addresses addresses = new Addresses(document);
            for (Obj part : addresses.parts()) {
                String wrong = wrong(part, addresses);
                if (wrong != null) {
                    return wrong;
                }
            }
        }
        return "expected a JSON Schema of draft 2020-12 or 7 that can be used, found another";
    }

    private static @Nullable String wrong(Obj part, Addresses addresses) {
        String place = addresses.pointer(part);
        String pattern = part.text("pattern");
        String wrong = pattern == null ? null : wrong(pattern, place);
        Obj properties = part.object("patternProperties");
        if (wrong == null && properties != null) {
            for (Member member : properties) {
                wrong = wrong == null ? wrong(member.name(), place) : wrong;
            }
        }
        String reference = part.text("$ref");
        boolean lost =
                wrong == null && reference != null && addresses.referred(part).isEmpty();
        return lost
                ? "expected references to parts of the JSON Schema, found one at " + place + " that leads nowhere: "
                        + reference
                : wrong;
    }

    private static @Nullable String wrong(String pattern, String place) {
        try {
            LinearPattern.of(pattern);
            return null;
        } catch (PatternSyntaxException e) {
            return "expected patterns that run in linear time, without back-references and look-around, found '"
                    + pattern + "' at " + place + ": " + e.getDescription();
        }
    }
}
