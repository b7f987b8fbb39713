package dev.sluice.proxy.telemetry.log;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Spells one JSON object on one line, field by field. */
final class JsonLine {

    private final StringBuilder out;
    private char separator = '{';

    JsonLine(StringBuilder out) {
        this.out = out;
    }

    JsonLine field(String name, @Nullable String value) {
        if (value != null) {
            name(name).append('"');
            quoted(value);
            out.append('"');
        }
        return this;
    }

    JsonLine field(String name, Instant value) {
        name(name).append('"').append(value).append('"');
        return this;
    }

    JsonLine field(String name, long value) {
        name(name).append(value);
        return this;
    }

    JsonLine field(String name, BigDecimal value) {
        name(name).append(value.toPlainString());
        return this;
    }

    JsonLine field(String name, boolean value) {
        name(name).append(value);
        return this;
    }

    JsonLine millis(String name, long nanos) {
        Texts.millis(name(name), nanos);
        return this;
    }

    void end() {
        out.append("}\n");
    }

    /** A field that somebody else has named. */
    JsonLine strange(String name, String value) {
        out.append(separator).append('"');
        quoted(name);
        separator = ',';
        out.append("\":\"");
        quoted(value);
        out.append('"');
        return this;
    }

    /** One of ours, which has nothing to quote. */
    private StringBuilder name(String name) {
        out.append(separator).append('"').append(name).append("\":");
        separator = ',';
        return out;
    }

    private void quoted(String text) {
        if (isPlain(text)) {
            out.append(text);
        } else {
            JsonStringEncoder.getInstance().quoteAsString(text, out);
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
