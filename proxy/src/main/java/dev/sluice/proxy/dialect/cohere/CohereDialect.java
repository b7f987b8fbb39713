package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The wire API of Cohere. */
public final class CohereDialect implements Dialect {
    private static final String NAME = "cohere";
    /** What is below /v1/ is OpenAI's, unless the header says that a client of Cohere asks. */
    private static final List<String> PREFIXES = List.of("/v2/", "/v1/");

    private final List<Endpoint> endpoints = Endpoints.all();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Sdk sdk() {
        return new Sdk("Cohere", "");
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
        return NAME.equals(headers.get("x-fern-sdk-name")) || "cohere-ai".equals(headers.get("x-fern-sdk-name"));
    }

    @Override
    public Endpoint chatEndpoint() {
        return endpoints.getFirst();
    }

    @Override
    public Buffer error(CallError error) {
        return envelope(error.message()).toBuffer();
    }

    static Obj envelope(String message) {
        return Json.object("message", message);
    }

    /** A stream's end says why; SDKs raise nothing for it. */
    @Override
    public List<Event> errorEvents(Endpoint endpoint, CallError error) {
        return List.of(Events.end("ERROR", null, error.message()));
    }

    @Override
    public Buffer models(List<ModelCard> models) {
        List<Json> cards = models.stream().map(model -> (Json) card(model)).toList();
        return Json.object("models", cards, "next_page_token", null).toBuffer();
    }

    @Override
    public Buffer model(ModelCard model) {
        return card(model).toBuffer();
    }

    private static Obj card(ModelCard model) {
        return Json.object(
                "name",
                model.name(),
                "endpoints",
                Json.array("chat", "embed", "rerank"),
                "finetuned",
                false,
                "default_endpoints",
                Json.array());
    }
}
