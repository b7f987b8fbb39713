package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieval.EmbeddingReply;
import dev.sluice.api.retrieval.EmbeddingRequest;
import dev.sluice.api.retrieval.WholeCodec;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Inputs;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Means {@code predict} of models that make vectors: Vertex AI's endpoint for them, beside which AI Studio's do not exist. */
record PredictCodec() implements WholeCodec<EmbeddingRequest, EmbeddingReply> {

    static final String INSTANCES = "instances";
    private static final String PARAMETERS = "parameters";
    private static final String PREDICTIONS = "predictions";
    private static final String EMBEDDINGS = "embeddings";
    private static final String STATISTICS = "statistics";
    private static final String DIMENSIONS = "outputDimensionality";
    private static final String TASK = "task_type";
    private static final String TOKENS = "token_count";

    @Override
    public EmbeddingRequest readRequest(Obj body, String model, Losses losses) {
        List<Obj> instances = Texts.objects(body.get(INSTANCES)).toList();
        List<String> texts = instances.stream()
                .map(instance -> instance.text(EmbedShape.CONTENT))
                .filter(Objects::nonNull)
                .toList();
        if (texts.isEmpty() || texts.size() < instances.size()) {
            throw Inputs.refused(INSTANCES, "a list of objects with a text as content");
        }
        Obj first = instances.getFirst();
        for (Obj instance : instances) {
            if (!Objects.equals(task(instance), task(first))) {
                losses.add(INSTANCES, "want different things; all are asked as the first is");
            }
            Fields.of(instance, INSTANCES, losses)
                    .skip(EmbedShape.CONTENT, TASK, "taskType")
                    .lose("title", "was left out: titles of documents are Gemini's alone")
                    .rest();
        }
        return new EmbeddingRequest(model, texts, dimensions(body), EmbedCodec.purpose(task(first)), null);
    }

    private static @Nullable String task(Obj instance) {
        String task = instance.text(TASK);
        return task == null ? instance.text("taskType") : task;
    }

    private static @Nullable Integer dimensions(Obj body) {
        Obj parameters = body.object(PARAMETERS);
        return parameters != null && parameters.get(DIMENSIONS) instanceof Num number
                ? (Integer) (int) number.asDouble()
                : null;
    }

    @Override
    public Obj writeRequest(EmbeddingRequest request, Losses losses) {
        if (request.user() != null) {
            losses.add("user", "has no place in a request to Gemini and was left out");
        }
        List<Obj> instances = request.inputs().stream()
                .map(text -> Json.object()
                        .put(EmbedShape.CONTENT, text)
                        .putIfPresent(TASK, EmbedCodec.task(request.purpose()))
                        .build())
                .toList();
        Obj written = Json.object(INSTANCES, instances);
        return request.dimensions() == null
                ? written
                : written.with(PARAMETERS, Json.object(DIMENSIONS, request.dimensions()));
    }

    @Override
    public String path(EmbeddingRequest request) {
        return GeminiCodec.published(request.model(), ":predict");
    }

    @Override
    public @Nullable EmbeddingReply readReply(Obj body, Losses losses) {
        List<Arr> vectors = new ArrayList<>();
        long tokens = 0;
        for (Obj prediction : Texts.objects(body.get(PREDICTIONS)).toList()) {
            Obj embedding = prediction.object(EMBEDDINGS);
            Arr vector = embedding == null ? null : embedding.array("values");
            if (embedding == null || vector == null) {
                return null;
            }
            vectors.add(vector);
            tokens += Math.max(0, Numbers.count(embedding.object(STATISTICS), TOKENS));
        }
        return vectors.isEmpty() ? null : new EmbeddingReply("", vectors, tokens == 0 ? null : Usage.of(tokens, 0));
    }

    /** How many tokens each text had, nobody has told: the first one gets all. */
    @Override
    public Obj writeReply(EmbeddingReply reply, Obj asked, Losses losses) {
        List<Obj> predictions = new ArrayList<>();
        Usage usage = reply.usage();
        long left = usage == null ? 0 : usage.input();
        for (Arr vector : reply.vectors()) {
            Obj statistics = Json.object(TOKENS, left, "truncated", false);
            predictions.add(Json.object(EMBEDDINGS, Json.object("values", vector, STATISTICS, statistics)));
            left = 0;
        }
        return Json.object(PREDICTIONS, predictions);
    }
}
