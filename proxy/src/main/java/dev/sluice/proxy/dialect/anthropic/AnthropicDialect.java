package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The wire API of Anthropic, and of all who are compatible with it. */
public final class AnthropicDialect implements Dialect {

    /** Every client of this API sends the version of it that it expects. */
    public static final String VERSION_HEADER = "anthropic-version";

    /** The version in which all can be said that chats have words for; the one after it knows no temperature. */
    public static final String VERSION = "2023-06-01";

    private static final String NAME = "anthropic";
    private static final List<String> PREFIXES = List.of("/v1/messages/", "/v1/");

    private final List<Endpoint> endpoints = Endpoints.all();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Sdk sdk() {
        return new Sdk("Anthropic", "");
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
        return headers.get(VERSION_HEADER) != null;
    }

    @Override
    public Headers usualHeaders() {
        return Headers.of(VERSION_HEADER, VERSION);
    }

    @Override
    public Endpoint chatEndpoint() {
        return endpoints.getFirst();
    }

    @Override
    public Buffer error(CallError error) {
        return Errors.envelope(error).toBuffer();
    }

    @Override
    public List<Event> errorEvents(Endpoint endpoint, CallError error) {
        return List.of(Event.of("error", Errors.envelope(error)));
    }

    @Override
    public Buffer models(List<ModelCard> models) {
        List<Obj> cards = models.stream().map(AnthropicDialect::card).toList();
        String first = models.isEmpty() ? null : models.getFirst().name();
        String last = models.isEmpty() ? null : models.getLast().name();
        return Json.object("data", cards, "has_more", false, "first_id", first, "last_id", last)
                .toBuffer();
    }

    @Override
    public Buffer model(ModelCard model) {
        return card(model).toBuffer();
    }

    private static Obj card(ModelCard model) {
        // SDKs require a time and a stage; nobody knows an alias's, and the API says that the epoch stands for that.
        return Json.object(
                "type", "model",
                "id", model.name(),
                "display_name", model.name(),
                "created_at", "1970-01-01T00:00:00Z",
                "lifecycle", "active");
    }
}
