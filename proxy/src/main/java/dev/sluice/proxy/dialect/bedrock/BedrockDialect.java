package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.CallError;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.bedrock.eventstream.EventStream;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The wire API of Amazon Bedrock's runtime. */
public final class BedrockDialect implements Dialect {

    private static final String NAME = "bedrock";
    private static final List<String> PREFIXES = List.of("/model/", "/guardrail/", "/async-invoke");

    private final List<Endpoint> endpoints = Endpoints.all();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Sdk sdk() {
        return new Sdk("AWS Bedrock", "");
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

    @Override
    public Buffer error(CallError error) {
        return Errors.envelope(error).toBuffer();
    }

    @Override
    public List<Event> errorEvents(Endpoint endpoint, CallError error) {
        return List.of(EventStream.exception(Errors.inStream(error.status()), Json.object("message", error.message())));
    }

    @Override
    public Buffer models(List<ModelCard> models) {
        return Json.object(
                        "modelSummaries",
                        models.stream().map(BedrockDialect::card).toList())
                .toBuffer();
    }

    @Override
    public Buffer model(ModelCard model) {
        return Json.object("modelDetails", card(model)).toBuffer();
    }

    private static Obj card(ModelCard model) {
        return Json.object(
                "modelArn", "arn:aws:bedrock:::foundation-model/" + model.name(),
                "modelId", model.name(),
                "modelName", model.name(),
                "providerName", model.owner(),
                "responseStreamingSupported", true);
    }
}
