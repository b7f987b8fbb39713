package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What has to hold of a file's attributes, as OpenAI's API spells it: comparisons, and {@code and} and {@code or} of them. */
final class AttributeFilter {

    private static final int DEEPEST = 8;

    private AttributeFilter() {}

    /** Everything holds if there is no filter. */
    static Predicate<Obj> read(@Nullable Json filter) {
        if (filter == null || filter == Null.NULL) {
            return attributes -> true;
        }
        if (filter instanceof Obj given) {
            return read(given, DEEPEST);
        }
        throw Fields.wrong("filters", "one filter, an object with a type (several: and, or)");
    }

    private static Predicate<Obj> read(Obj filter, int depth) {
        String type = filter.text("type");
        if (type == null || depth == 0) {
            throw Fields.wrong("filters", "a filter with a type, nested no deeper than " + DEEPEST);
        }
        return switch (type) {
            case "and" -> all(filter, depth).stream().reduce(attributes -> true, Predicate::and);
            case "or" -> all(filter, depth).stream().reduce(attributes -> false, Predicate::or);
            default -> comparison(type, filter);
        };
    }

    private static List<Predicate<Obj>> all(Obj filter, int depth) {
        Arr parts = filter.array("filters");
        if (parts == null) {
            throw Fields.wrong("filters", "a list of filters in the filters of and, or");
        }
        List<Predicate<Obj>> all = new ArrayList<>();
        for (Json part : parts) {
            if (!(part instanceof Obj object)) {
                throw Fields.wrong("filters", "a list of filters in the filters of and, or");
            }
            all.add(read(object, depth - 1));
        }
        return all;
    }

    private static Predicate<Obj> comparison(String type, Obj filter) {
        String key = filter.text("key");
        Json value = filter.get("value");
        if (key == null || value == null) {
            throw Fields.wrong("filters", "a key and a value in a comparison");
        }
        if ((type.equals("in") || type.equals("nin")) ? !isList(value) : !isPlain(value)) {
            throw Fields.wrong("filters", "a string, a number or a boolean as value, and a list of these for in, nin,");
        }
        return switch (type) {
            case "eq" -> attributes -> same(attributes.get(key), value);
            case "ne" -> attributes -> !same(attributes.get(key), value);
            case "gt" -> attributes -> order(attributes.get(key), value) > 0;
            case "gte" -> attributes -> order(attributes.get(key), value) >= 0;
            case "lt" -> attributes -> order(value, attributes.get(key)) > 0;
            case "lte" -> attributes -> order(value, attributes.get(key)) >= 0;
            case "in" -> attributes -> isIn(attributes.get(key), value);
            case "nin" -> attributes -> !isIn(attributes.get(key), value);
            default -> throw Fields.wrong("filters", "one of eq, ne, gt, gte, lt, lte, in, nin, and, or as type");
        };
    }

    private static boolean isPlain(Json value) {
        return value instanceof Str || value instanceof Num || value instanceof Bool;
    }

    private static boolean isList(Json value) {
        return value instanceof Arr all && all.stream().allMatch(AttributeFilter::isPlain);
    }

    private static boolean same(@Nullable Json a, @Nullable Json b) {
        if (a instanceof Num x && b instanceof Num y) {
            return x.asDouble() == y.asDouble();
        }
        if (a instanceof Str x && b instanceof Str y) {
            return x.value().equals(y.value());
        }
        return a instanceof Bool && a == b;
    }

    /** What cannot be compared is never greater. */
    private static int order(@Nullable Json a, @Nullable Json b) {
        if (a instanceof Num x && b instanceof Num y) {
            return Double.compare(x.asDouble(), y.asDouble());
        }
        if (a instanceof Str x && b instanceof Str y) {
            return x.value().compareTo(y.value());
        }
        return -1;
    }

    private static boolean isIn(@Nullable Json value, Json list) {
        return list instanceof Arr all && all.stream().anyMatch(one -> same(value, one));
    }
}
