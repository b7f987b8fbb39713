package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the one form that all spellings of a JSON value share: the JSON Canonicalization Scheme, RFC 8785.
 *
 * <p>No white space, keys sorted by UTF-16 units, numbers as ECMAScript prints doubles, only needed escapes. It is made
 * for keys and comparisons, and where the RFC gives up it goes on: of repeated keys the last counts; a whole number
 * that no double holds, and any number beyond their range, keeps its exact text, so that different ones stay different; a
 * lone surrogate stays an escape.
 */
public final class Canonical {
    private Canonical() {}

    public static Buffer write(Json value) {
        Buffer out = Buffer.buffer();
        write(value, out);
        return out;
    }

    private static void write(Json value, Buffer out) {
        switch (value) {
            case Obj object -> writeObject(object, out);
            case Arr array -> writeArray(array, out);
            case Str text -> out.appendBytes(Quoted.of(text.value()));
            case Num number -> out.appendBytes(number(number.text()).getBytes(StandardCharsets.US_ASCII));
            case Bool truth -> truth.writeTo(out);
            case Null nothing -> nothing.writeTo(out);
        }
    }

    private static void writeObject(Obj object, Buffer out) {
        Map<String, Json> sorted = new TreeMap<>();
        object.forEach(member -> sorted.put(member.name(), member.value()));
        String before = "{";
        for (Map.Entry<String, Json> member : sorted.entrySet()) {
            out.appendString(before).appendBytes(Quoted.of(member.getKey())).appendByte((byte) ':');
            write(member.getValue(), out);
            before = ",";
        }
        out.appendString(sorted.isEmpty() ? "{}" : "}");
    }

    private static void writeArray(Arr array, Buffer out) {
        String before = "[";
        for (Json value : array) {
            write(value, out.appendString(before));
            before = ",";
        }
        out.appendString(array.isEmpty() ? "[]" : "]");
    }

    static String number(String text) {
        double nearest = Double.parseDouble(text);
        boolean lossy = Double.isInfinite(nearest)
                || (isWhole(text) && new BigDecimal(nearest).compareTo(new BigDecimal(text)) != 0);
        return lossy ? text : ShortestNumber.format(nearest);
    }

    private static boolean isWhole(String text) {
        return text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    }
}
