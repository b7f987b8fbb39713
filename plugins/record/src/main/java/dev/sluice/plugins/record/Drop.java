package dev.sluice.plugins.record;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;

/** Takes a part out of a JSON document: what a pointer (RFC 6901) names, {@code *} standing for every element of an array. */
final class Drop {

    private Drop() {}

    static Json from(Json json, String pointer) {
        int end = pointer.indexOf('/', 1);
        String token = pointer.substring(1, end < 0 ? pointer.length() : end);
        String rest = end < 0 ? "" : pointer.substring(end);
        return switch (json) {
            case Obj object -> fromObject(object, token.replace("~1", "/").replace("~0", "~"), rest);
            case Arr list -> fromArray(list, token, rest);
            default -> json;
        };
    }

    private static Obj fromObject(Obj object, String name, String rest) {
        return rest.isEmpty() ? object.without(name) : object.update(name, value -> from(value, rest));
    }

    private static Arr fromArray(Arr list, String token, String rest) {
        Arr left = list;
        for (int i = list.size() - 1; i >= 0; i--) {
            if (token.equals("*") || token.equals(String.valueOf(i))) {
                left = rest.isEmpty() ? left.without(i) : left.with(i, from(left.get(i), rest));
            }
        }
        return left;
    }
}
