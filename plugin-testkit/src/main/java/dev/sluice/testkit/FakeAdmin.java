package dev.sluice.testkit;

import dev.sluice.api.admin.Admin;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.admin.AdminRequest;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An admin listener without a socket: asks the endpoints that a filter serves. */
public final class FakeAdmin implements Admin {

    private final Map<String, Endpoint> endpoints = new HashMap<>();

    FakeAdmin() {}

    @Override
    public void serve(HttpMethod method, String path, Endpoint endpoint) {
        endpoints.put(method + " " + path, endpoint);
    }

    /**
     * Asks an endpoint.
     *
     * @param method its method
     * @param template the path as the filter wrote it
     * @param places what stands in the template's places
     * @param body sent as JSON; empty for none
     * @return its answer
     */
    public Future<AdminReply> ask(HttpMethod method, String template, Map<String, String> places, String body) {
        return ask(method, template, new AdminRequest(places, Map.of(), "application/json", chunks(body)));
    }

    /**
     * Asks an endpoint.
     *
     * @param method its method
     * @param template the path as the filter wrote it
     * @param request what is asked
     * @return its answer
     */
    public Future<AdminReply> ask(HttpMethod method, String template, AdminRequest request) {
        Endpoint endpoint = endpoints.get(method + " " + template);
        if (endpoint == null) {
            throw new IllegalArgumentException(
                    "Expected one of " + endpoints.keySet() + ", found " + method + " " + template);
        }
        return endpoint.answer(request);
    }

    private static Source<Buffer> chunks(String body) {
        return Sources.of(body.isEmpty() ? List.of() : List.of(Buffer.buffer(body)));
    }

    void clear() {
        endpoints.clear();
    }
}
