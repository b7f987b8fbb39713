package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields of requests; a wrong one is a 400 that names it. */
final class Fields {

    private static final int MOST_PAIRS = 16;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_VALUE = 512;
    private static final int MOST_DAYS = 365;

    private Fields() {}

    static CallError wrong(String field, String expected) {
        return CallError.of(Category.INVALID_REQUEST, "invalid_value", "Expected " + expected + " in '" + field + "'.")
                .withParam(field);
    }

    /** No body is an empty document. */
    static Obj body(Buffer bytes) {
        if (bytes.length() == 0) {
            return Json.object().build();
        }
        try {
            if (Json.parse(bytes) instanceof Obj object) {
                return object;
            }
        } catch (JsonSyntaxException e) {
            throw CallError.of(Category.INVALID_REQUEST, "invalid_json", "Expected a JSON object: " + e.getMessage());
        }
        throw CallError.of(Category.INVALID_REQUEST, "invalid_json", "Expected a JSON object.");
    }

    /** Null where it is null or not there. */
    static @Nullable String text(Obj body, String name) {
        Json value = body.get(name);
        if (value == null || value == Null.NULL) {
            return null;
        }
        if (value instanceof Str text && text.value().length() <= LONGEST_VALUE) {
            return text.value();
        }
        throw wrong(name, "a string of at most " + LONGEST_VALUE + " characters");
    }

    static int whole(Obj body, String name, int least, int most, int otherwise) {
        Json value = body.get(name);
        if (value == null || value == Null.NULL) {
            return otherwise;
        }
        double number = value instanceof Num given ? given.asDouble() : Double.NaN;
        if (number >= least && number <= most && number == Math.rint(number)) {
            return (int) number;
        }
        throw wrong(name, "a whole number from " + least + " to " + most);
    }

    /** Null where it is null or not there. */
    static @Nullable Obj object(Obj body, String name) {
        Json value = body.get(name);
        if (value == null || value == Null.NULL) {
            return null;
        }
        if (value instanceof Obj object) {
            return object;
        }
        throw wrong(name, "an object");
    }

    /** A number from 0 to 1; 0 where it is null or not there. */
    static double share(Obj body, String name) {
        Json value = body.get(name);
        if (value == null || value == Null.NULL) {
            return 0;
        }
        double number = value instanceof Num given ? given.asDouble() : Double.NaN;
        if (number >= 0 && number <= 1) {
            return number;
        }
        throw wrong(name, "a number from 0 to 1");
    }

    static List<String> texts(Obj body, String name, int most) {
        Json value = body.get(name);
        List<String> texts = new ArrayList<>();
        if (value instanceof Arr list && list.size() <= most) {
            for (Json item : list) {
                if (!(item instanceof Str text)) {
                    throw wrong(name, "a list of strings");
                }
                texts.add(text.value());
            }
        } else if (value != null && value != Null.NULL) {
            throw wrong(name, "a list of at most " + most + " strings");
        }
        return texts;
    }

    /** Key-value pairs: strings, and with {@code any} numbers and truths, too. */
    static Obj pairs(Obj body, String name, boolean any) {
        Json value = body.get(name);
        if (value == null || value == Null.NULL) {
            return Json.object().build();
        }
        if (!(value instanceof Obj pairs) || pairs.size() > MOST_PAIRS) {
            throw wrong(name, "an object of at most " + MOST_PAIRS + " pairs");
        }
        for (Member pair : pairs) {
            if (pair.name().length() > LONGEST_KEY || !fits(pair.value(), any)) {
                throw wrong(
                        name,
                        "keys of at most " + LONGEST_KEY + " characters and strings of at most " + LONGEST_VALUE
                                + (any ? ", numbers or booleans" : ""));
            }
        }
        return pairs;
    }

    private static boolean fits(Json value, boolean any) {
        return value instanceof Str text
                ? text.value().length() <= LONGEST_VALUE
                : any && (value instanceof Num || value instanceof Bool);
    }

    /** Whether files shall be cut otherwise than by themselves. */
    static boolean cutsOtherwise(Obj body) {
        Obj strategy = object(body, "chunking_strategy");
        if (strategy == null || "auto".equals(strategy.text("type"))) {
            return false;
        }
        if ("static".equals(strategy.text("type")) && strategy.object("static") != null) {
            return true;
        }
        throw wrong("chunking_strategy", "the type 'auto', or 'static' with an object 'static'");
    }

    /** Null for a store that lives for ever. */
    static @Nullable Integer days(Obj body) {
        Json value = body.get("expires_after");
        if (value == null || value == Null.NULL) {
            return null;
        }
        if (value instanceof Obj after && "last_active_at".equals(after.text("anchor"))) {
            return whole(after, "days", 1, MOST_DAYS, MOST_DAYS);
        }
        throw wrong("expires_after", "an anchor 'last_active_at' and days");
    }
}
