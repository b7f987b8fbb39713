package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;

/** JSON's {@code true} and {@code false}. */
public enum Bool implements Json {
    TRUE(true),
    FALSE(false);

    private final boolean value;

    Bool(boolean value) {
        this.value = value;
    }

    public boolean value() {
        return value;
    }

    @Override
    public void writeTo(Buffer out) {
        out.appendString(toString());
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
