package dev.sluice.api;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Scan;
import dev.sluice.api.stream.Source;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What follows a request's header. */
public sealed interface Body {

    /** No body. */
    Body NONE = of(Buffer.buffer());

    /**
     * A body that is all there.
     *
     * @param bytes not changed by anybody from now on
     * @return the body
     */
    static Body of(Buffer bytes) {
        return new Bytes(bytes, null, null);
    }

    /**
     * A body that is all there, and of which something is known already.
     *
     * @param bytes not changed by anybody from now on
     * @param found what a scan of these bytes has found
     * @return the body
     */
    static Body of(Buffer bytes, Scan.Found found) {
        return new Bytes(bytes, null, found);
    }

    /**
     * A body made of a JSON document.
     *
     * @param json written when the bytes are asked for
     * @return the body
     */
    static Body of(Obj json) {
        return new Bytes(null, json, null);
    }

    /**
     * A body that is still coming: an upload.
     *
     * @param bytes pulled once, by whoever sends the call on; a call with such a body can be sent only once
     * @param length in bytes; -1 if it was not announced
     */
    record Upload(Source<Buffer> bytes, long length) implements Body {}

    /** A body that is all there: bytes, a JSON document, or both, each made from the other once and when asked for. */
    final class Bytes implements Body {

        private @Nullable Buffer bytes;
        private @Nullable Obj json;
        private final Scan.@Nullable Found found;

        private Bytes(@Nullable Buffer bytes, @Nullable Obj json, Scan.@Nullable Found found) {
            this.bytes = bytes;
            this.json = json;
            this.found = found;
        }

        /**
         * The bytes as they came, or as the document is written.
         *
         * @return not to be changed
         */
        public Buffer bytes() {
            if (bytes == null) {
                bytes = json == null ? Buffer.buffer() : json.toBuffer();
            }
            return bytes;
        }

        /**
         * The document that the bytes spell.
         *
         * @return parsed at the first call, once
         * @throws JsonSyntaxException if they spell none
         * @throws CallError if they spell one that is no object
         */
        public Obj json() {
            if (json == null) {
                json = object(bytes());
            }
            return json;
        }

        /**
         * The document, if somebody has asked for it.
         *
         * @return null if nobody has yet
         */
        public @Nullable Obj parsed() {
            return json;
        }

        /**
         * What is known of the bytes without another look at them.
         *
         * @return of a request as it came, {@code model} and {@code stream}; null if nobody has scanned the bytes
         */
        public Scan.@Nullable Found found() {
            return found;
        }

        private static Obj object(Buffer bytes) {
            if (Json.parse(bytes) instanceof Obj object) {
                return object;
            }
            throw CallError.of(
                    CallError.Category.INVALID_REQUEST,
                    "invalid_json",
                    "Expected a JSON object as the request's body.");
        }
    }
}
