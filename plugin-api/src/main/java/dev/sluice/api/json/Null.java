package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** JSON's {@code null}. */
public enum Null implements Json {
    NULL;

    private static final byte[] TEXT = "null".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void writeTo(Buffer out) {
        out.appendBytes(TEXT);
    }

    @Override
    public String toString() {
        return "null";
    }
}
