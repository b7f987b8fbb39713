package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.Operation;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.Endpoint.ModelPlace;
import dev.sluice.api.dialect.Endpoint.Payload;
import dev.sluice.api.dialect.Endpoint.Streaming;
import dev.sluice.api.dialect.PromptLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.proxy.dialect.WholeReply;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path table: methods of models, in every version of the API, below AI Studio's paths and Vertex AI's.
 *
 * <p>A model's name may have slashes in it ({@code provider/model}), as SDKs write it into the path. All that is not listed
 * (files, caches, operations, uploads) passes through.
 */
final class Endpoints {
    private static final ReplyLens EVENTS = new CandidateReply(StreamForm.EVENTS);
    private static final ReplyLens VECTOR = WholeReply.ofVectors(Summaries::of, new EmbedCodec(false));
    private static final ReplyLens VECTORS = WholeReply.ofVectors(Summaries::of, new EmbedCodec(true));
    private static final ReplyLens PREDICTED = WholeReply.ofVectors(Summaries::of, new PredictCodec());
    private static final ReplyLens COUNTS = WholeReply.ofCounts(new CountCodec());

    private final List<Endpoint> list = new ArrayList<>();

    private Endpoints() {}

    static List<Endpoint> all() {
        Endpoints endpoints = new Endpoints();
        for (String version : List.of("v1beta", "v1", "v1alpha")) {
            String prefix = version.equals("v1beta") ? "" : version + "-";
            endpoints.methods(prefix, "/" + version + "/models/{model+}");
            endpoints.methods(prefix + "tuned-", "/" + version + "/tunedModels/{model+}");
            endpoints.models(prefix, "/" + version + "/models");
        }
        for (String version : List.of("v1beta1", "v1")) {
            String prefix = version.equals("v1") ? "vertex-v1-" : "vertex-";
            String models = "publishers/{publisher}/models/{model+}";
            endpoints.published(prefix, "/" + version + "/projects/{project}/locations/{location}/" + models);
            endpoints.published(prefix + "express-", "/" + version + "/" + models);
        }
        return List.copyOf(endpoints.list);
    }

    /** Vertex AI's have one that makes vectors, and pictures and films, too. */
    private void published(String prefix, String model) {
        PromptLens instances = new Request(new NestedShape(PredictCodec.INSTANCES, new EmbedShape()), true);
        post(prefix + "predict", model + ":predict", Operation.OTHER, Streaming.NEVER, instances, PREDICTED);
        methods(prefix, model);
    }

    private void methods(String prefix, String model) {
        PromptLens generate = new Request(new GenerateShape(), false);
        post(
                prefix + "generate-content",
                model + ":generateContent",
                Operation.CHAT,
                Streaming.NEVER,
                generate,
                EVENTS);
        post(
                prefix + "stream-generate-content",
                model + ":streamGenerateContent",
                Operation.CHAT,
                Streaming.ALWAYS,
                generate,
                EVENTS);
        post(
                prefix + "count-tokens",
                model + ":countTokens",
                Operation.COUNT_TOKENS,
                Streaming.NEVER,
                new Request(NestedShape.COUNT, true),
                COUNTS);
        PromptLens embed = new Request(NestedShape.EMBED, true);
        post(prefix + "embed-content", model + ":embedContent", Operation.EMBEDDINGS, Streaming.NEVER, embed, VECTOR);
        post(
                prefix + "batch-embed-contents",
                model + ":batchEmbedContents",
                Operation.EMBEDDINGS,
                Streaming.NEVER,
                embed,
                VECTORS);
    }

    private void models(String prefix, String path) {
        get(prefix + "models", path, ModelPlace.NONE);
        get(prefix + "model", path + "/{model+}", ModelPlace.PATH);
    }

    private void post(
            String name,
            String path,
            Operation operation,
            Streaming streaming,
            PromptLens prompt,
            @Nullable ReplyLens reply) {
        list.add(new Endpoint(
                name, HttpMethod.POST, path, operation, Payload.JSON, ModelPlace.PATH, streaming, prompt, reply));
    }

    private void get(String name, String path, ModelPlace place) {
        list.add(new Endpoint(
                name, HttpMethod.GET, path, Operation.LIST_MODELS, Payload.OPAQUE, place, Streaming.NEVER, null, null));
    }
}
