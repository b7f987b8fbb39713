package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** JSON's {@code true} and {@code false}. */
public enum Bool implements Json {
    TRUE(true),
    FALSE(false);

    private final boolean value;
    private final byte[] text;

    Bool(boolean value) {
        this.value = value;
        this.text = String.valueOf(value).getBytes(StandardCharsets.US_ASCII);
    }

    public boolean value() {
        return value;
    }

    @Override
    public void writeTo(Buffer out) {
        out.appendBytes(text);
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
