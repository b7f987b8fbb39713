package dev.sluice.api.admin;

import dev.sluice.api.json.Json;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * What an operator is answered.
 *
 * @param status the HTTP status
 * @param contentType the body's media type; empty for no body
 * @param body pulled as fast as it is read
 */
public record AdminReply(int status, String contentType, Source<Buffer> body) {

    /** Done, and nothing to say. */
    public static AdminReply noContent() {
        return new AdminReply(204, "", Sources.of(List.of()));
    }

    /**
     * A JSON document.
     *
     * @param status the HTTP status
     * @param json the document
     * @return the answer
     */
    public static AdminReply json(int status, Json json) {
        return new AdminReply(status, "application/json", Sources.of(List.of(json.toBuffer())));
    }
}
