package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.retrieval.EmbeddingReply;
import dev.sluice.api.retrieval.EmbeddingRequest;
import dev.sluice.api.retrieval.EmbeddingRequest.Purpose;
import dev.sluice.api.retrieval.WholeCodec;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Inputs;
import dev.sluice.proxy.dialect.PackedVector;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Means {@code /v2/embed}, and {@code /v1/embed}, whose vectors have no type unless the request names some.
 *
 * @param typed whether vectors stand by their type in every reply
 */
record EmbedCodec(boolean typed) implements WholeCodec<EmbeddingRequest, EmbeddingReply> {

    private static final String TYPES = "embedding_types";
    private static final String EMBEDDINGS = "embeddings";
    private static final String FLOAT = "float";
    private static final String PACKED = "base64";

    @Override
    public EmbeddingRequest readRequest(Obj body, String model, Losses losses) {
        Fields fields = Fields.of(body, "", losses).skip("model", TYPES);
        if (body.has("images") || body.has("inputs")) {
            throw Inputs.refused(body.has("images") ? "images" : "inputs", "left out, with texts in 'texts' alone");
        }
        types(body)
                .filter(type -> !type.equals(FLOAT) && !type.equals(PACKED))
                .forEach(type -> losses.add(TYPES, "has '" + type + "', which was left out: vectors are floats"));
        fields.lose("truncate", "was left out: what is too long is the provider's to cut or refuse");
        EmbeddingRequest request = new EmbeddingRequest(
                model,
                Inputs.texts(fields.any("texts"), "texts"),
                fields.integer("output_dimension"),
                purpose(fields.text("input_type")),
                null);
        fields.rest();
        return request;
    }

    private static Stream<String> types(Obj asked) {
        return asked.get(TYPES) instanceof Arr types
                ? types.stream().filter(Str.class::isInstance).map(type -> ((Str) type).value())
                : Stream.empty();
    }

    private static @Nullable Purpose purpose(@Nullable String type) {
        return switch (type) {
            case "search_query" -> Purpose.QUERY;
            case "search_document" -> Purpose.DOCUMENT;
            case "classification" -> Purpose.CLASSIFICATION;
            case "clustering" -> Purpose.CLUSTERING;
            case null, default -> null;
        };
    }

    @Override
    public Obj writeRequest(EmbeddingRequest request, Losses losses) {
        if (request.purpose() == null) {
            losses.added("input_type", "was set to search_document, as Cohere wants to know what vectors are for");
        }
        if (request.user() != null) {
            losses.add("user", "has no word in Cohere's API and was left out");
        }
        return Json.object()
                .put("model", request.model())
                .put("texts", request.inputs())
                .put("input_type", type(request.purpose()))
                .put(TYPES, List.of(FLOAT))
                .putIfPresent("output_dimension", request.dimensions())
                .build();
    }

    private static String type(@Nullable Purpose purpose) {
        return switch (purpose) {
            case QUERY -> "search_query";
            case CLASSIFICATION -> "classification";
            case CLUSTERING -> "clustering";
            case DOCUMENT -> "search_document";
            case null -> "search_document";
        };
    }

    @Override
    public String path(EmbeddingRequest request) {
        return "/v2/embed";
    }

    @Override
    public @Nullable EmbeddingReply readReply(Obj body, Losses losses) {
        Arr vectors = body.get(EMBEDDINGS) instanceof Obj byType ? byType.array(FLOAT) : body.array(EMBEDDINGS);
        if (vectors == null) {
            return null;
        }
        List<Arr> numbers = vectors.stream()
                .filter(Arr.class::isInstance)
                .map(Arr.class::cast)
                .toList();
        return new EmbeddingReply("", numbers, Usages.read(body.object("meta")));
    }

    @Override
    public Obj writeReply(EmbeddingReply reply, Obj asked, Losses losses) {
        boolean byType = typed || asked.has(TYPES);
        Usage usage = reply.usage() == null ? Usage.NONE : reply.usage();
        Obj meta = Json.object(
                "api_version", Json.object("version", typed ? "2" : "1"),
                "billed_units", Json.object("input_tokens", usage.input()));
        return Json.object(
                "id",
                "",
                EMBEDDINGS,
                byType ? byType(reply, asked) : reply.vectors(),
                "texts",
                asked.get("texts"),
                "meta",
                meta,
                "response_type",
                byType ? "embeddings_by_type" : "embeddings_floats");
    }

    private static Obj byType(EmbeddingReply reply, Obj asked) {
        boolean packed = types(asked).anyMatch(PACKED::equals);
        boolean floats = !packed || types(asked).anyMatch(FLOAT::equals);
        Obj.Builder types = Json.object();
        if (floats) {
            types.put(FLOAT, reply.vectors());
        }
        if (packed) {
            types.put(PACKED, reply.vectors().stream().map(PackedVector::pack).toList());
        }
        return types.build();
    }
}
