package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value, immutable, that writes what it was parsed from byte by byte.
 *
 * <p>Nodes are told apart by {@code switch}. Two nodes are {@code equals} only if they are the same or the same constant;
 * {@link #sameValue} compares what they say.
 */
public sealed interface Json permits Obj, Arr, Str, Num, Bool, Null {
    /** Reads a text in place, within {@link JsonLimits#DEFAULT}; what is not JSON is a {@link JsonSyntaxException}. */
    static Json parse(Buffer text) {
        return parse(Slice.of(text), JsonLimits.DEFAULT);
    }

    static Json parse(byte[] text) {
        return parse(Slice.of(text), JsonLimits.DEFAULT);
    }

    static Json parse(Slice text, JsonLimits limits) {
        return Tape.parse(text, limits);
    }

    static Str of(String value) {
        return new Str(value);
    }

    static Num of(long value) {
        return new Num(Long.toString(value));
    }

    /** A finite number; whole ones within 2^53 are written without a fraction. */
    static Num of(double value) {
        return new Num(ShortestNumber.format(value));
    }

    static Bool of(boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }

    /** An object of names and values in turn: {@code Json.object("role", "user", "content", text)}. */
    static Obj object(@Nullable Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("Expected names and values in turn but found " + namesAndValues.length);
        }
        Obj.Builder builder = object();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!(namesAndValues[i] instanceof String name)) {
                throw new IllegalArgumentException("Expected a name but found " + namesAndValues[i]);
            }
            builder.put(name, namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /** A builder of an object. */
    static Obj.Builder object() {
        return new Obj.Builder();
    }

    /** An array of values that {@link #from} takes. */
    static Arr array(@Nullable Object... values) {
        return Arr.of(Arrays.stream(values).map(Json::from).toList());
    }

    /** A plain Java value as JSON: null, Json, text, number, boolean, or a collection or map of such. */
    static Json from(@Nullable Object value) {
        return switch (value) {
            case null -> Null.NULL;
            case Json json -> json;
            case CharSequence text -> of(text.toString());
            case Boolean truth -> of(truth.booleanValue());
            case Double d -> of(d.doubleValue());
            case Float f -> of(Double.parseDouble(f.toString()));
            case BigDecimal exact -> new Num(exact.toString());
            case BigInteger exact -> new Num(exact.toString());
            case Number whole -> of(whole.longValue());
            case Collection<?> values -> Arr.of(values.stream().map(Json::from).toList());
            case Map<?, ?> map -> {
                Obj.Builder builder = object();
                map.forEach((name, member) -> builder.put(String.valueOf(name), member));
                yield builder.build();
            }
            default ->
                throw new IllegalArgumentException("Expected a value that JSON has but found a "
                        + value.getClass().getName());
        };
    }

    /** Whether two values say the same: equal {@link Canonical} forms, so neither key order nor spelling counts. */
    static boolean sameValue(Json a, Json b) {
        return a == b || Canonical.write(a).equals(Canonical.write(b));
    }

    /** What stands at an RFC 6901 pointer such as {@code /messages/0/content}; null if nothing does. */
    default @Nullable Json at(String pointer) {
        return Pointer.resolve(this, pointer);
    }

    /** Appends this value's text: as it was parsed, or compact where it was made. */
    void writeTo(Buffer out);

    /** This value's text in a new buffer. */
    default Buffer toBuffer() {
        Buffer out = Buffer.buffer();
        writeTo(out);
        return out;
    }
}
