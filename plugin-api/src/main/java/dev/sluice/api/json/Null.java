package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;

/** JSON's {@code null}. */
public enum Null implements Json {
    NULL;

    @Override
    public void writeTo(Buffer out) {
        out.appendString(toString());
    }

    @Override
    public String toString() {
        return "null";
    }
}
