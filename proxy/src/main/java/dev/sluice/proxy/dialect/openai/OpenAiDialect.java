package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.CallError;
import dev.sluice.api.Usage;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.openai.codec.Usages;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The wire API of OpenAI and of all who are compatible with it. */
public final class OpenAiDialect implements Dialect {

    private static final String NAME = "openai";
    private static final List<String> PREFIXES = List.of("/v1/");
    private static final Set<String> SESSION_USAGE =
            Set.of("response.done", "conversation.item.input_audio_transcription.completed");

    private final List<Endpoint> endpoints = Endpoints.all();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Sdk sdk() {
        return new Sdk("OpenAI", "/v1");
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
    public Endpoint chatEndpoint() {
        return endpoints.getFirst();
    }

    /** {@inheritDoc} What was said to it may be written down by another model, which is charged for by itself. */
    @Override
    public Set<String> sessionUsageEvents() {
        return SESSION_USAGE;
    }

    @Override
    public @Nullable Usage sessionUsage(Obj event) {
        String type = event.text("type");
        if (type == null || !SESSION_USAGE.contains(type)) {
            return null;
        }
        Obj response = event.object("response");
        return Usages.read(response == null ? event : response);
    }

    @Override
    public Buffer error(CallError error) {
        return Errors.envelope(error).toBuffer();
    }

    @Override
    public List<Event> errorEvents(Endpoint endpoint, CallError error) {
        boolean isResponse = endpoint.replyLens() instanceof ResponsesReply;
        return List.of(isResponse ? Errors.responsesEvent(error) : Event.of(null, Errors.envelope(error)));
    }

    @Override
    public Buffer models(List<ModelCard> models) {
        List<Json> cards = models.stream().map(OpenAiDialect::card).toList();
        return Json.object("object", "list", "data", cards).toBuffer();
    }

    @Override
    public Buffer model(ModelCard model) {
        return card(model).toBuffer();
    }

    private static Json card(ModelCard model) {
        // SDKs require a time; nobody knows when an alias was made, and a changing one would defeat caches.
        return Json.object("id", model.name(), "object", "model", "created", 0, "owned_by", model.owner());
    }
}
