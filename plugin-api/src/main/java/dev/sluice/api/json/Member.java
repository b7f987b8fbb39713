package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;

/** One key of an object with its value. The key keeps its place in the source, and so the white space around both. */
public final class Member {
    private final Str key;
    private final Json value;

    Member(Str key, Json value) {
        this.key = key;
        this.value = value;
    }

    public String name() {
        return key.value();
    }

    public Json value() {
        return value;
    }

    boolean isNamed(String name) {
        return key.says(name);
    }

    Member with(Json other) {
        return new Member(key, other);
    }

    void writeTo(Buffer out) {
        Cell home = key.cell();
        if (home == null) {
            key.writeTo(out);
            out.appendByte((byte) ':');
            value.writeTo(out);
        } else {
            Cell was = home.next();
            home.writeFromGapTo(was, out);
            value.writeTo(out);
            was.writeGapAfter(out);
        }
    }

    @Override
    public String toString() {
        return key + ":" + value;
    }
}
