package dev.sluice.api.admin;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.config.DataSize;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asks for.
 *
 * @param path what stands in the template's places, decoded
 * @param parameters of the query, decoded; all values of each, in their order
 * @param contentType the body's media type; null if none was sent
 * @param body pulled once; may be large
 */
public record AdminRequest(
        Map<String, String> path,
        Map<String, List<String>> parameters,
        @Nullable String contentType,
        Source<Buffer> body) {

    /**
     * The query's parameters, of which each says one thing.
     *
     * @return decoded; the first value of each
     */
    public Map<String, String> query() {
        Map<String, String> first = new LinkedHashMap<>();
        parameters.forEach((name, values) -> first.put(name, values.getFirst()));
        return first;
    }

    /**
     * What stands in one place of the path.
     *
     * @param name a name that the template has
     * @return the decoded segment
     */
    public String segment(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Expected a path with the place {" + name + "}, found " + path.keySet());
        }
        return value;
    }

    /**
     * Takes the body in whole.
     *
     * @param limit largest that is accepted
     * @return the bytes; a {@link CallError} if there are more
     */
    public Future<Buffer> bytes(DataSize limit) {
        Buffer all = Buffer.buffer();
        return Sources.forEach(body, chunk -> {
                    if (all.length() + chunk.length() > limit.bytes()) {
                        throw CallError.of(
                                Category.TOO_LARGE,
                                "too_large",
                                "Expected a body of at most " + limit + "; found more.");
                    }
                    all.appendBuffer(chunk);
                })
                .map(all);
    }
}
