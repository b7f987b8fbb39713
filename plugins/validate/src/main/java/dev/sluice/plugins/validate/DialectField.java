package dev.sluice.plugins.validate;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Prompt;
import org.jspecify.annotations.Nullable;

/** How a dialect calls a parameter: the field that is written when the parameter is changed. */
final class DialectField {

    private static final Obj NOTHING = Json.object().build();

    private DialectField() {}

    /** The field, with those that it is in before it and dots between; {@code usual} if the dialect has none. */
    static String of(Prompt prompt, Parameters changed, String usual) {
        String field = changed(prompt.json(), prompt.with(changed).json());
        return field == null ? usual : field;
    }

    private static @Nullable String changed(Obj before, Obj after) {
        for (Member member : after) {
            Json old = before.get(member.name());
            if (old == member.value()) {
                continue;
            }
            if (!(member.value() instanceof Obj inner)) {
                return member.name();
            }
            String within = changed(old instanceof Obj object ? object : NOTHING, inner);
            return within == null ? member.name() : member.name() + "." + within;
        }
        return null;
    }
}
