package dev.sluice.plugins.retrieve;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Caller;
import dev.sluice.api.Headers;
import dev.sluice.api.Operation;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Sources;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.TestDialect;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Calls to what OpenAI's dialect passes through, as the host makes them: uploads that nobody has read. */
record OpenAiCalls(String tenant) {

    private static final String BOUNDARY = "----cut";

    Call get(String uri) {
        return call(HttpMethod.GET, uri, Body.NONE, "application/json");
    }

    Call delete(String uri) {
        return call(HttpMethod.DELETE, uri, Body.NONE, "application/json");
    }

    Call post(String uri, String json) {
        return call(HttpMethod.POST, uri, upload(json), "application/json");
    }

    /** With the file before its purpose, as the JavaScript SDK sends it. */
    Call file(String name, String text, String purpose) {
        String form = "--" + BOUNDARY + "\r\ncontent-disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\ncontent-type: text/plain\r\n\r\n" + text + "\r\n--" + BOUNDARY
                + "\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\n" + purpose + "\r\n--" + BOUNDARY
                + "--\r\n";
        return call(HttpMethod.POST, "/v1/files", upload(form), "multipart/form-data; boundary=" + BOUNDARY);
    }

    /** A question in the shape that the test kit reads, with a tool that searches a store. */
    Call chat(String question, String store) {
        Obj tool = Json.object("type", "file_search", "vector_store_ids", List.of(store));
        Obj asked = Objects.requireNonNull(FakeCalls.chat().whole(question).json());
        return Call.builder(new OpenAi(new TestDialect()), TestDialect.CHAT)
                .id("test-call")
                .route("test")
                .headers(Headers.of("content-type", "application/json"))
                .model(FakeCalls.MODEL)
                .body(Body.of(asked.with("tools", Json.array(tool)).toBuffer()))
                .caller(new Caller(tenant, "k", Map.of()))
                .build();
    }

    /** In two pieces. */
    private static Body upload(String text) {
        Buffer all = Buffer.buffer(text);
        int half = all.length() / 2;
        return new Body.Upload(Sources.of(List.of(all.slice(0, half), all.slice(half, all.length()))), -1);
    }

    private Call call(HttpMethod method, String uri, Body body, String type) {
        Endpoint other = new Endpoint(
                "other",
                method,
                "/v1/",
                Operation.OTHER,
                Endpoint.Payload.OPAQUE,
                Endpoint.ModelPlace.NONE,
                Endpoint.Streaming.NEVER,
                null,
                null);
        return Call.builder(new OpenAi(new TestDialect()), other)
                .id("test-call")
                .route("test")
                .request(method, uri)
                .headers(Headers.of("content-type", type))
                .body(body)
                .caller(new Caller(tenant, "k", Map.of()))
                .build();
    }

    /** Has the name, and nothing else that is looked at here. */
    private record OpenAi(Dialect other) implements Dialect {

        @Override
        public String name() {
            return "openai";
        }

        @Override
        public List<Endpoint> endpoints() {
            return other.endpoints();
        }

        @Override
        public List<String> prefixes() {
            return other.prefixes();
        }

        @Override
        public Buffer error(CallError error) {
            return other.error(error);
        }

        @Override
        public List<Event> errorEvents(Endpoint endpoint, CallError error) {
            return other.errorEvents(endpoint, error);
        }

        @Override
        public Buffer models(List<ModelCard> models) {
            return other.models(models);
        }

        @Override
        public Buffer model(ModelCard model) {
            return other.model(model);
        }
    }
}
