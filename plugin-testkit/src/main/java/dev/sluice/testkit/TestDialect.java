package dev.sluice.testkit;

import dev.sluice.api.CallError;
import dev.sluice.api.Operation;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** A dialect just large enough to test filters with: one text in, one text out; the same in the shape of chat; uploads. */
public final class TestDialect implements Dialect {
    /** One text in and one text out. */
    public static final Endpoint PLAIN = Wire.PLAIN.endpoint();

    /** Messages in, choices out. */
    public static final Endpoint CHAT = Wire.CHAT.endpoint();

    /** Bytes in, bytes out, nothing to read. */
    public static final Endpoint UPLOAD = new Endpoint(
            "upload",
            HttpMethod.POST,
            "/test/uploads",
            Operation.OTHER,
            Endpoint.Payload.OPAQUE,
            Endpoint.ModelPlace.NONE,
            Endpoint.Streaming.NEVER,
            null,
            null);

    @Override
    public String name() {
        return "test";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(PLAIN, CHAT, UPLOAD);
    }

    @Override
    public List<String> prefixes() {
        return List.of("/test/");
    }

    @Override
    public Buffer error(CallError error) {
        return document(error).toBuffer();
    }

    @Override
    public List<Event> errorEvents(Endpoint endpoint, CallError error) {
        return List.of(Event.of("error", document(error)));
    }

    @Override
    public Buffer model(ModelCard model) {
        return Json.object("model", model.name()).toBuffer();
    }

    @Override
    public Buffer models(List<ModelCard> models) {
        return Json.object("models", models.stream().map(ModelCard::name).toList())
                .toBuffer();
    }

    private static Obj document(CallError error) {
        return Json.object("error", Json.object("code", error.code(), "message", error.message()));
    }
}
