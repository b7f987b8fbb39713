package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A JSON string; one that was parsed keeps its escapes as they were written, and is decoded when first read. */
public final class Str implements Json {
    private final @Nullable Cell cell;
    private @Nullable String value; // A race may decode twice, to equal immutable strings.

    Str(Cell cell) {
        this.cell = cell;
    }

    Str(String value) {
        this.cell = null;
        this.value = value;
    }

    /** What the string says, its escapes undone; a lone surrogate escape comes as a lone {@code char}. */
    public String value() {
        String known = value;
        if (known == null) {
            known = cell == null ? "" : Strings.decode(cell.slice());
            value = known;
        }
        return known;
    }

    /** Whether the string says this; cheaper than decoding it. */
    public boolean says(String text) {
        String known = value;
        if (known == null && cell != null) {
            return cell.says(text);
        }
        return text.equals(known);
    }

    /**
     * A text as JSON, as {@code Json.of(text).toBuffer()} has it, without a buffer around it.
     *
     * @param text any
     * @return in quotes, in UTF-8; the caller's own
     */
    public static byte[] quoted(String text) {
        return Quoted.of(text);
    }

    @Nullable Cell cell() {
        return cell;
    }

    @Override
    public void writeTo(Buffer out) {
        if (cell != null) {
            cell.writeTo(out);
        } else {
            out.appendBytes(Quoted.of(value()));
        }
    }

    /** The string as JSON, in quotes. */
    @Override
    public String toString() {
        return cell != null ? cell.slice().toString() : new String(Quoted.of(value()), StandardCharsets.UTF_8);
    }
}
