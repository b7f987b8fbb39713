package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values of a few top-level keys in one pass over a JSON object, and proves it well formed, without a tree.
 *
 * <p>Made once, used for every call: {@code Scan.forKeys("model", "stream").over(body).text("model")}.
 */
public final class Scan {
    private final List<String> names;
    private final JsonLimits limits;

    private Scan(List<String> names, JsonLimits limits) {
        this.names = names;
        this.limits = limits;
    }

    public static Scan forKeys(String... names) {
        return new Scan(List.of(names), JsonLimits.DEFAULT);
    }

    public Scan within(JsonLimits other) {
        return new Scan(names, other);
    }

    /** Scans a text in place; anything but one well-formed object is a {@link JsonSyntaxException}. */
    public Found over(Buffer text) {
        return over(Slice.of(text));
    }

    public Found over(Slice text) {
        TopLevel values = new TopLevel(names, text);
        Walker.walk(text, limits, values);
        return new Found(this, text, values);
    }

    /** What one scan found. */
    public static final class Found {
        private static final int ROOM_FOR_VALUE = 64;

        private final Scan scan;
        private final Slice text;
        private final TopLevel values;

        private Found(Scan scan, Slice text, TopLevel values) {
            this.scan = scan;
            this.text = text;
            this.values = values;
        }

        /** The string of a wanted key, the last if there are several; null if there is none, or something else. */
        public @Nullable String text(String name) {
            Slice value = raw(name);
            return value != null && first(value) == '"' ? Strings.decode(value) : null;
        }

        /** The truth of a wanted key; null if there is none, or something else. */
        public @Nullable Boolean bool(String name) {
            Slice value = raw(name);
            if (value == null || (first(value) != 't' && first(value) != 'f')) {
                return null;
            }
            return first(value) == 't';
        }

        /** The text of a wanted key's value; null if there is none. */
        public @Nullable Slice raw(String name) {
            int index = scan.names.indexOf(name);
            if (index < 0) {
                throw new IllegalArgumentException("Expected one of the keys " + scan.names + " but found " + name);
            }
            return values.has(index) ? values.value(index) : null;
        }

        /** The scanned text with a wanted key's value replaced, or added, and every other byte as it was. */
        public Buffer with(String name, Json value) {
            Slice old = raw(name);
            if (old == null || values.isRepeated()) {
                return ((Obj) Json.parse(text, scan.limits)).with(name, value).toBuffer();
            }
            Buffer out = Buffer.buffer(text.length() + ROOM_FOR_VALUE);
            new Slice(text.array(), text.start(), old.start()).writeTo(out);
            value.writeTo(out);
            new Slice(text.array(), old.end(), text.end()).writeTo(out);
            return out;
        }

        private static byte first(Slice value) {
            return value.array()[value.start()];
        }
    }
}
