package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One key of an object with its value. The key keeps its place in the source, and so the white space around both; what was parsed is decoded
 * when it is first read.
 */
public final class Member {
    private final @Nullable Cell home; // The key's.
    private @Nullable String name; // A race may decode it twice, to equal strings,
    private @Nullable Json value; // and make this twice, to nodes that say the same.

    Member(Cell home) {
        this.home = home;
    }

    Member(String name, Json value) {
        this(null, name, value);
    }

    private Member(@Nullable Cell home, @Nullable String name, Json value) {
        this.home = home;
        this.name = name;
        this.value = value;
    }

    public String name() {
        String known = name;
        if (known == null) {
            known = home == null ? "" : Strings.decode(home.slice());
            name = known;
        }
        return known;
    }

    public Json value() {
        Json known = value;
        if (known == null) {
            known = home == null ? Null.NULL : home.next().node();
            value = known;
        }
        return known;
    }

    boolean isNamed(String other) {
        return home == null ? other.equals(name) : home.says(other);
    }

    Member with(Json other) {
        return new Member(home, name, other);
    }

    void writeTo(Buffer out) {
        if (home == null) {
            out.appendBytes(Quoted.of(name())).appendByte((byte) ':');
            value().writeTo(out);
        } else {
            Cell was = home.next();
            home.writeFromGapTo(was, out);
            value().writeTo(out);
            was.writeGapAfter(out);
        }
    }

    @Override
    public String toString() {
        return (home == null ? Json.of(name()) : new Str(home)) + ":" + value();
    }
}
