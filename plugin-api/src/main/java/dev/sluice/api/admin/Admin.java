package dev.sluice.api.admin;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/** The admin listener, as far as a plugin may add to it. Endpoints are gone when the generation ends. */
public interface Admin {

    /**
     * Serves a path below {@code /admin/v1}. Where several filters serve the same path (a filter that stands in two chains,
     * say), they are asked in turn, the newest first, until one answers with anything but 404.
     *
     * @param method the HTTP method
     * @param path literal segments and {@code {name}} for one segment each, such as {@code /keys/{id}}; the paths of the
     *     host itself ({@code /config}, {@code /reload}, {@code /plugins}) cannot be taken; {@code /targets} is the host's as long as no
     *     filter that knows more of targets serves it
     * @param endpoint answers
     * @throws IllegalArgumentException if the path cannot be served
     */
    void serve(HttpMethod method, String path, Endpoint endpoint);

    /** Answers requests to one path. */
    @FunctionalInterface
    interface Endpoint {

        /**
         * Answers.
         *
         * @param request on an event loop, which must not be blocked
         * @return the answer; a {@link dev.sluice.api.CallError} is told with its own status, anything else with 500
         */
        Future<AdminReply> answer(AdminRequest request);
    }
}
