package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.stream.Event;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The wire API of Google's Gemini. */
public final class GeminiDialect implements Dialect {
    private static final String NAME = "gemini";
    private static final List<String> PREFIXES = List.of(
            "/v1beta/",
            "/v1alpha/",
            "/v1beta1/",
            "/upload/",
            "/download/",
            "/v1/projects/*/locations/", // OpenAI's projects have other things.
            "/v1/publishers/",
            "/v1/tunedModels/",
            "/v1/operations/");
    private static final KeyParameter KEY = new KeyParameter("key", "x-goog-api-key");
    private final List<Endpoint> endpoints = Endpoints.all();
    private final Map<String, Endpoint> arrays = new HashMap<>();

    /** Makes the dialect. */
    public GeminiDialect() {
        endpoints.stream()
                .filter(endpoint -> endpoint.streams(null))
                .forEach(endpoint -> arrays.put(endpoint.name(), array(endpoint)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Sdk sdk() {
        return new Sdk("Google Gemini", "");
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public List<String> prefixes() {
        return PREFIXES;
    }

    @Override
    public boolean isSpokenIn(Headers headers) {
        return headers.contains("x-goog-api-key") || headers.contains("x-goog-api-client");
    }

    /** Without {@code alt=sse}, a stream is one long array. */
    @Override
    public Endpoint asked(Endpoint found, String query) {
        Endpoint array = arrays.get(found.name());
        return array == null || List.of(query.split("&", -1)).stream().anyMatch(GeminiDialect::asksForEvents)
                ? found
                : array;
    }

    private static boolean asksForEvents(String parameter) {
        return parameter.equalsIgnoreCase("alt=sse")
                || parameter.equalsIgnoreCase("$alt=sse")
                || parameter.equalsIgnoreCase("%24alt=sse");
    }

    private static Endpoint array(Endpoint events) {
        return new Endpoint(
                events.name() + "-array",
                events.method(),
                events.path(),
                events.operation(),
                events.payload(),
                events.modelPlace(),
                events.streaming(),
                events.promptLens(),
                new CandidateReply(StreamForm.ARRAY));
    }

    @Override
    public KeyParameter keyParameter() {
        return KEY;
    }

    @Override
    public Endpoint chatEndpoint() {
        return endpoints.stream()
                .filter(endpoint -> endpoint.name().equals("generate-content"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Buffer error(CallError error) {
        return Errors.write(ChatError.of(error)).toBuffer();
    }

    @Override
    public List<Event> errorEvents(Endpoint endpoint, CallError error) {
        StreamForm form = endpoint.replyLens() instanceof CandidateReply reply ? reply.form() : StreamForm.EVENTS;
        List<Event> events = new ArrayList<>();
        events.add(form.next(Errors.write(ChatError.of(error))));
        form.end(events::add);
        return events;
    }

    @Override
    public Buffer models(List<ModelCard> models) {
        List<Json> cards =
                models.stream().map(card -> (Json) ModelCards.write(card)).toList();
        return Json.object("models", cards).toBuffer();
    }

    @Override
    public Buffer model(ModelCard model) {
        return ModelCards.write(model).toBuffer();
    }
}
