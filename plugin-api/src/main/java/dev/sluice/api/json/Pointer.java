package dev.sluice.api.json;

import org.jspecify.annotations.Nullable;

/** Follows JSON pointers (RFC 6901). */
final class Pointer {
    private static final int MAX_INDEX_DIGITS = 9;

    private Pointer() {}

    static @Nullable Json resolve(Json root, String pointer) {
        if (!pointer.isEmpty() && pointer.charAt(0) != '/') {
            throw new IllegalArgumentException("Expected a JSON pointer that is empty or starts with '/': " + pointer);
        }
        Json at = root;
        for (int slash = 0; at != null && slash < pointer.length(); ) {
            int next = pointer.indexOf('/', slash + 1);
            int end = next < 0 ? pointer.length() : next;
            at = step(at, pointer.substring(slash + 1, end));
            slash = end;
        }
        return at;
    }

    private static @Nullable Json step(Json from, String token) {
        return switch (from) {
            case Obj object -> object.get(token.replace("~1", "/").replace("~0", "~"));
            case Arr array
            when isIndex(token) && Integer.parseInt(token) < array.size() -> array.get(Integer.parseInt(token));
            default -> null;
        };
    }

    private static boolean isIndex(String token) {
        return !token.isEmpty()
                && token.length() <= MAX_INDEX_DIGITS
                && (token.length() == 1 || token.charAt(0) != '0')
                && token.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
