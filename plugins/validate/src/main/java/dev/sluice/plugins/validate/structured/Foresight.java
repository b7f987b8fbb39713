package dev.sluice.plugins.validate.structured;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Str;
import dev.sluice.plugins.validate.schema.Fault;
import dev.sluice.plugins.validate.schema.Subschema;
import dev.sluice.plugins.validate.schema.Subschema.Kind;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document as it comes, and tells as soon as nothing that may follow can make it meet its schema: a value begins as one of
 * another type, or an object gets a name that it must not have. Takes what {@link JsonStream} let pass.
 */
public final class Foresight {

    private final Subschema root;
    private final Deque<Level> open = new ArrayDeque<>();
    private final StringBuilder string = new StringBuilder();
    private boolean inString;
    private boolean escaped;
    private boolean inScalar;

    /** An object or an array that is open. */
    private static final class Level {
        private final Subschema schema;
        private final boolean isObject;
        private boolean expectsName;
        private String name = "";
        private int index;

        Level(Subschema schema, boolean isObject) {
            this.schema = schema;
            this.isObject = isObject;
            this.expectsName = isObject;
        }

        Subschema child() {
            return isObject ? schema.property(name) : schema.item(index);
        }

        String step() {
            return isObject ? name.replace("~", "~0").replace("/", "~1") : String.valueOf(index);
        }
    }

    /**
     * Starts before a document.
     *
     * @param root what it has to meet
     */
    public Foresight(Subschema root) {
        this.root = root;
    }

    /**
     * Takes more.
     *
     * @param text that follows; JSON as far as it goes
     * @return what can no longer be right; null if all may be
     */
    public @Nullable Fault next(String text) {
        Fault fault = null;
        for (int i = 0; i < text.length() && fault == null; i++) {
            fault = inString ? inString(text.charAt(i)) : between(text.charAt(i));
        }
        return fault;
    }

    private @Nullable Fault inString(char c) {
        if (!escaped && c == '"') {
            inString = false;
            Level level = open.peek();
            return level != null && level.expectsName ? named(level) : null;
        }
        string.append(c);
        escaped = !escaped && c == '\\';
        return null;
    }

    private @Nullable Fault between(char c) {
        Level level = open.peek();
        switch (c) {
            case '"' -> {
                inString = true;
                string.setLength(0);
                return level != null && level.expectsName ? null : begins(Kind.STRING);
            }
            case '{', '[' -> {
                Fault fault = begins(c == '{' ? Kind.OBJECT : Kind.ARRAY);
                open.push(new Level(level == null ? root : level.child(), c == '{'));
                return fault;
            }
            case '}', ']' -> open.poll();
            case ',' -> comma(level);
            case ':', ' ', '\n', '\r', '\t' -> {}
            default -> {
                boolean first = !inScalar;
                inScalar = true;
                return first ? begins(Kind.of(c)) : null;
            }
        }
        inScalar = false;
        return null;
    }

    private static void comma(@Nullable Level level) {
        if (level != null) {
            level.index++;
            level.expectsName = level.isObject;
        }
    }

    private @Nullable Fault named(Level level) {
        level.expectsName = false;
        level.name = Json.parse(Buffer.buffer("[\"" + string + "\"]")).at("/0") instanceof Str name ? name.value() : "";
        return level.schema.allowsName(level.name) ? null : new Fault(place(), "expected no property of this name");
    }

    private @Nullable Fault begins(Kind kind) {
        Level level = open.peek();
        Subschema schema = level == null ? root : level.child();
        return schema.allows(kind)
                ? null
                : new Fault(place(), "expected " + schema.expected() + ", found " + kind.word());
    }

    private String place() {
        List<String> steps = new ArrayList<>();
        open.forEach(level -> steps.add("/" + level.step()));
        Collections.reverse(steps);
        return String.join("", steps);
    }
}
