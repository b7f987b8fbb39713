package dev.sluice.plugins.access.asked;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.config.Nearest;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A body of the admin API. What it has no place for, or what is of another type, is a 400 that says what was expected, and names what was
 * found by its name or its type and not by its value, which may be a secret; times alone are repeated.
 */
public final class Asked {

    private static final int SHOWN = 40;

    private final Obj body;

    private Asked(Obj body) {
        this.body = body;
    }

    /**
     * Reads a body.
     *
     * @param body as it came
     * @param example of a body, which a refusal shows
     * @param known the members that it may have
     * @return what it asks for
     * @throws CallError if it is no object, or has other members, or one of them twice
     */
    public static Asked read(Buffer body, Obj example, Set<String> known) {
        Obj asked = object(body, example);
        Set<String> seen = new HashSet<>();
        for (Member member : asked) {
            String name = member.name();
            if (!known.contains(name)) {
                throw unknown(name, known.stream().sorted().toList());
            }
            if (!seen.add(name)) {
                throw invalid("Expected each member once, found '" + name + "' twice.");
            }
        }
        return new Asked(asked);
    }

    private static Obj object(Buffer body, Obj example) {
        String expected = "Expected a JSON object such as " + example + ", found ";
        try {
            Json json = Json.parse(body);
            if (json instanceof Obj object) {
                return object;
            }
            throw invalid(expected + kind(json) + ".");
        } catch (JsonSyntaxException e) {
            throw invalid(expected + "no JSON (line " + e.line() + ", column " + e.column() + ").");
        }
    }

    /**
     * A string.
     *
     * @param name the member's
     * @param example of it, which a refusal shows
     * @return null if there is no such member
     * @throws CallError if it is anything else
     */
    public @Nullable String text(String name, String example) {
        Json value = body.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Str text) {
            return text.value();
        }
        throw wrong(name, "a string such as \"" + example + "\"", kind(value));
    }

    /**
     * Names, of which one may stand without a list around it.
     *
     * @param name the member's
     * @param example of a name, which a refusal shows
     * @return none if there is no such member
     * @throws CallError if it is anything else
     */
    public List<String> names(String name, String example) {
        String expected = "a list of strings such as [\"" + example + "\"]";
        return switch (body.get(name)) {
            case null -> List.of();
            case Str one -> List.of(one.value());
            case Arr several -> {
                List<String> names = new ArrayList<>();
                several.forEach(item -> names.add(item(name, expected, item)));
                yield names;
            }
            case Json other -> throw wrong(name, expected, kind(other));
        };
    }

    /**
     * Strings by their names.
     *
     * @param name the member's
     * @param example of it, which a refusal shows
     * @return none if there is no such member
     * @throws CallError if it is anything else
     */
    public Map<String, String> texts(String name, Obj example) {
        String expected = "an object of strings such as " + example;
        return switch (body.get(name)) {
            case null -> Map.of();
            case Obj object -> {
                Map<String, String> texts = new LinkedHashMap<>();
                object.forEach(member -> texts.put(member.name(), item(name, expected, member.value())));
                yield texts;
            }
            case Json other -> throw wrong(name, expected, kind(other));
        };
    }

    /**
     * A moment.
     *
     * @param name the member's
     * @return null if there is no such member, or a null as the list of keys has it
     * @throws CallError if it is anything else
     */
    public @Nullable Instant moment(String name) {
        boolean none = body.get(name) instanceof Null;
        return none ? null : time(name, "a time such as \"2027-01-31T00:00:00Z\"", Times::moment);
    }

    /**
     * A duration.
     *
     * @param name the member's
     * @return zero or more; null if there is no such member
     * @throws CallError if it is anything else
     */
    public @Nullable Duration duration(String name) {
        return time(name, "a duration such as \"24h\" or \"PT24H\"", Times::duration);
    }

    private <T> @Nullable T time(String name, String expected, Function<String, T> read) {
        Json value = body.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Str text)) {
            throw wrong(name, expected, kind(value));
        }
        try {
            return read.apply(text.value());
        } catch (IllegalArgumentException e) {
            throw wrong(name, expected, "'" + shown(text.value()) + "'");
        }
    }

    private static String item(String name, String expected, Json item) {
        if (item instanceof Str text) {
            return text.value();
        }
        throw wrong(name, expected, kind(item) + " in it");
    }

    private static String kind(Json value) {
        return switch (value) {
            case Obj object -> "an object";
            case Arr array -> "a list";
            case Str text -> "a string";
            case Num number -> "a number";
            case Bool truth -> "a boolean";
            case Null nothing -> "null";
        };
    }

    private static CallError unknown(String name, List<String> known) {
        String meant = Nearest.to(name, known)
                .map(near -> ": did you mean '" + near + "'?")
                .orElse(".");
        return invalid("Expected one of " + String.join(", ", known) + ", found '" + shown(name) + "'" + meant);
    }

    private static CallError wrong(String name, String expected, String found) {
        return invalid("Expected '" + name + "' to be " + expected + ", found " + found + ".")
                .withParam(name);
    }

    private static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }

    /**
     * A refusal.
     *
     * @param message what was expected, and what was found
     * @return a 400
     */
    public static CallError invalid(String message) {
        return CallError.of(Category.INVALID_REQUEST, "invalid_request", message);
    }
}
