package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.retrieval.EmbeddingReply;
import dev.sluice.api.retrieval.EmbeddingRequest;
import dev.sluice.api.retrieval.EmbeddingRequest.Purpose;
import dev.sluice.api.retrieval.WholeCodec;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Inputs;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Means {@code embedContent} and {@code batchEmbedContents}; providers are asked by the latter.
 *
 * @param batch whether it is the one for several texts
 */
record EmbedCodec(boolean batch) implements WholeCodec<EmbeddingRequest, EmbeddingReply> {

    private static final String REQUESTS = "requests";
    private static final String DIMENSIONS = "outputDimensionality";
    private static final String TASK = "taskType";

    @Override
    public EmbeddingRequest readRequest(Obj body, String model, Losses losses) {
        List<Obj> requests = batch
                ? Spelling.objects(Objects.requireNonNullElse(Spelling.get(body, REQUESTS), Json.array()))
                        .toList()
                : List.of(body);
        if (requests.isEmpty()) {
            throw Inputs.refused(REQUESTS, "a list of requests");
        }
        Obj first = requests.getFirst();
        for (Obj request : requests) {
            if (!Objects.equals(task(request), task(first))
                    || !Objects.equals(dimensions(request), dimensions(first))) {
                losses.add(REQUESTS, "want different things; all are asked as the first is");
            }
            Fields.of(Spelling.normal(request), "", losses)
                    .skip("model", "content", TASK, DIMENSIONS)
                    .lose("title", "was left out: titles of documents are Gemini's alone")
                    .rest();
        }
        return new EmbeddingRequest(
                model, requests.stream().map(EmbedCodec::text).toList(), dimensions(first), purpose(task(first)), null);
    }

    private static String text(Obj request) {
        Obj content = Spelling.get(request, "content") instanceof Obj object
                ? object
                : Json.object().build();
        List<Obj> parts = Texts.objects(content.get("parts")).toList();
        if (parts.isEmpty() || parts.stream().anyMatch(part -> part.text("text") == null)) {
            throw Inputs.refused("content.parts", "texts alone, as the provider of this model speaks another API");
        }
        return String.join(
                "\n",
                parts.stream().map(part -> Texts.orEmpty(part.text("text"))).toList());
    }

    private static @Nullable Integer dimensions(Obj request) {
        Json number = Spelling.get(request, DIMENSIONS);
        return number instanceof Num num ? (Integer) (int) num.asDouble() : null;
    }

    private static @Nullable String task(Obj request) {
        return Spelling.get(request, TASK) instanceof Str task ? task.value() : null;
    }

    static @Nullable Purpose purpose(@Nullable String task) {
        return switch (task) {
            case "RETRIEVAL_QUERY", "QUESTION_ANSWERING", "FACT_VERIFICATION", "CODE_RETRIEVAL_QUERY" -> Purpose.QUERY;
            case "RETRIEVAL_DOCUMENT" -> Purpose.DOCUMENT;
            case "CLASSIFICATION" -> Purpose.CLASSIFICATION;
            case "CLUSTERING" -> Purpose.CLUSTERING;
            case null, default -> null;
        };
    }

    @Override
    public Obj writeRequest(EmbeddingRequest request, Losses losses) {
        if (request.user() != null) {
            losses.add("user", "has no place in a request to Gemini and was left out");
        }
        return Json.object(
                REQUESTS,
                request.inputs().stream().map(text -> written(request, text)).toList());
    }

    private static Obj written(EmbeddingRequest request, String text) {
        return Json.object()
                .put("model", "models/" + request.model())
                .put("content", Json.object("parts", Json.array(Json.object("text", text))))
                .putIfPresent(TASK, task(request.purpose()))
                .putIfPresent(DIMENSIONS, request.dimensions())
                .build();
    }

    static @Nullable String task(@Nullable Purpose purpose) {
        return switch (purpose) {
            case QUERY -> "RETRIEVAL_QUERY";
            case DOCUMENT -> "RETRIEVAL_DOCUMENT";
            case CLASSIFICATION -> "CLASSIFICATION";
            case CLUSTERING -> "CLUSTERING";
            case null -> null;
        };
    }

    @Override
    public String path(EmbeddingRequest request) {
        return GeminiCodec.path(request.model(), ":batchEmbedContents");
    }

    @Override
    public @Nullable EmbeddingReply readReply(Obj body, Losses losses) {
        Json found = body.get("embeddings") == null ? body.get("embedding") : body.get("embeddings");
        if (found == null) {
            return null;
        }
        List<Arr> vectors = Spelling.objects(found)
                .map(embedding -> embedding.array("values"))
                .filter(Objects::nonNull)
                .toList();
        return new EmbeddingReply("", vectors, Usages.read(body));
    }

    @Override
    public Obj writeReply(EmbeddingReply reply, Obj asked, Losses losses) {
        List<Obj> embeddings = reply.vectors().stream()
                .map(vector -> Json.object("values", vector))
                .toList();
        if (batch) {
            return Json.object("embeddings", embeddings);
        }
        return Json.object("embedding", embeddings.isEmpty() ? Json.object().build() : embeddings.getFirst());
    }
}
