package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts a call's arguments together that come value by value, each with its path; strings perhaps in several pieces. */
final class PartialArguments {
    /** A step of a path such as {@code $.operations[0].action} or {@code $['a name']}. */
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]++)|\\[(\\d{1,6}+)\\]|\\['([^']++)'\\]");

    private static final int MAX_DEPTH = 64;
    private static final int MAX_INDEX = 10_000;
    private Json arguments = Json.object().build();

    void add(@Nullable Arr pieces) {
        Texts.objects(pieces).forEach(this::add);
    }

    private void add(Obj piece) {
        List<String> path = path(Texts.orEmpty(piece.text("jsonPath")));
        Json value = value(piece);
        if (value != null && !path.isEmpty()) {
            arguments = put(arguments, path, value);
        }
    }

    /** The steps of a path; those into a list as they are written, in brackets. */
    private static List<String> path(String text) {
        List<String> path = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        while (step.find() && path.size() < MAX_DEPTH) {
            String name = step.group(1) == null ? step.group(3) : step.group(1);
            path.add(name == null ? "[" + step.group(2) : name);
        }
        return path;
    }

    private static @Nullable Json value(Obj piece) {
        for (String kind : List.of("stringValue", "numberValue", "boolValue", "nullValue")) {
            Json value = piece.get(kind);
            if (value != null) {
                return kind.equals("nullValue") ? Json.from(null) : value;
            }
        }
        return null;
    }

    private static Json put(@Nullable Json into, List<String> path, Json value) {
        if (path.isEmpty()) {
            return into instanceof Str before && value instanceof Str more
                    ? Json.of(before.value() + more.value())
                    : value;
        }
        String step = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        return step.startsWith("[") ? element(into, step.substring(1), rest, value) : member(into, step, rest, value);
    }

    private static Json member(@Nullable Json into, String name, List<String> rest, Json value) {
        Obj object = into instanceof Obj known ? known : Json.object().build();
        return object.with(name, put(object.get(name), rest, value));
    }

    private static Json element(@Nullable Json into, String step, List<String> rest, Json value) {
        Arr array = into instanceof Arr known ? known : Json.array();
        int index = Math.min(Integer.parseInt(step), MAX_INDEX);
        while (array.size() <= index) {
            array = array.plus(Json.from(null));
        }
        return array.with(index, put(array.get(index), rest, value));
    }

    Json json() {
        return arguments;
    }
}
