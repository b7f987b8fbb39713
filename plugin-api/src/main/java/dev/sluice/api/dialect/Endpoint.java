package dev.sluice.api.dialect;

import dev.sluice.api.Operation;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * One path of a dialect, and the lenses for what travels there.
 *
 * @param name unique in its dialect, such as {@code chat-completions}; used in metrics and records
 * @param method the HTTP method
 * @param path a template: literal segments and {@code {name}} for one segment or a part of it, such as
 *     {@code /v1/responses/{id}} or {@code /v1beta/models/{model}:generateContent}
 * @param operation what it asks for
 * @param payload how the request's body is taken in
 * @param modelPlace where the request names its model
 * @param streaming how the request asks for a stream
 * @param promptLens reads the request; null if it holds nothing to read
 * @param replyLens reads the reply; null if it holds nothing to read
 */
public record Endpoint(
        String name,
        HttpMethod method,
        String path,
        Operation operation,
        Payload payload,
        ModelPlace modelPlace,
        Streaming streaming,
        @Nullable PromptLens promptLens,
        @Nullable ReplyLens replyLens) {

    /** How a request's body is taken in. */
    public enum Payload {
        /** A JSON object: buffered, checked, and kept so that the call can be routed on it and sent again. */
        JSON,
        /** Anything: streamed through, unbuffered and unread. */
        OPAQUE
    }

    /** Where a request names its model. */
    public enum ModelPlace {
        /** In the top-level field {@code model} of the body. */
        BODY,
        /** In the path, where the template says {@code {model}}. */
        PATH,
        /** In the field {@code model} of a multipart form, which is streamed through nevertheless. */
        FORM,
        /** Nowhere. */
        NONE
    }

    /** How a request asks for a stream. */
    public enum Streaming {
        /** It cannot. */
        NEVER,
        /** By its path alone. */
        ALWAYS,
        /** By {@code "stream": true}. */
        IF_ASKED,
        /** Unless it says {@code "stream": false}. */
        UNLESS_REFUSED
    }

    /**
     * Whether a request asks for a stream.
     *
     * @param flag the body's top-level {@code stream}; null if it has none
     * @return true if the reply to a successful call is a stream
     */
    public boolean streams(@Nullable Boolean flag) {
        return switch (streaming) {
            case NEVER -> false;
            case ALWAYS -> true;
            case IF_ASKED -> Boolean.TRUE.equals(flag);
            case UNLESS_REFUSED -> !Boolean.FALSE.equals(flag);
        };
    }
}
