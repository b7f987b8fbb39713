package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Slice;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.EventFormat;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The wire API of Ollama. */
public final class OllamaDialect implements Dialect {
    private static final String NAME = "ollama";
    private static final List<String> PREFIXES = List.of("/api/");
    private final List<Endpoint> endpoints = Endpoints.all();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Sdk sdk() {
        return new Sdk("Ollama", "");
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
        String agent = headers.get("user-agent");
        return agent != null && agent.startsWith("ollama");
    }

    @Override
    public Endpoint chatEndpoint() {
        return endpoints.getFirst();
    }

    @Override
    public Buffer error(CallError error) {
        return envelope(error.message()).toBuffer();
    }

    @Override
    public List<Event> errorEvents(Endpoint endpoint, CallError error) {
        return List.of(line(envelope(error.message())));
    }

    static Obj envelope(String message) {
        return Json.object("error", message);
    }

    static Event line(Json json) {
        return Event.of(EventFormat.NDJSON, Event.Fields.NONE, Slice.of(json.toBuffer()));
    }

    @Override
    public Buffer models(List<ModelCard> models) {
        List<Json> cards = models.stream().map(OllamaDialect::card).toList();
        return Json.object("models", cards).toBuffer();
    }

    private static Json card(ModelCard model) {
        // Nobody knows when an alias was made or how large its model is; clients want a time all the same.
        return Json.object(
                "name",
                model.name(),
                "model",
                model.name(),
                "modified_at",
                "1970-01-01T00:00:00Z",
                "size",
                0,
                "digest",
                "",
                "details",
                details(model));
    }

    private static Obj details(ModelCard model) {
        return Json.object(
                "parent_model",
                "",
                "format",
                "",
                "family",
                model.owner(),
                "families",
                Json.array(model.owner()),
                "parameter_size",
                "",
                "quantization_level",
                "");
    }

    @Override
    public Buffer model(ModelCard model) {
        return Json.object(
                        "modified_at",
                        "1970-01-01T00:00:00Z",
                        "details",
                        details(model),
                        "model_info",
                        Json.object().build(),
                        "capabilities",
                        Json.array("completion", "tools"))
                .toBuffer();
    }
}
