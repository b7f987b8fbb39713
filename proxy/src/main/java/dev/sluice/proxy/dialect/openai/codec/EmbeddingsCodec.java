package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieval.EmbeddingReply;
import dev.sluice.api.retrieval.EmbeddingRequest;
import dev.sluice.api.retrieval.WholeCodec;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Inputs;
import dev.sluice.proxy.dialect.PackedVector;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Means {@code /v1/embeddings}. Clients may want their vectors packed; of providers they are asked for as numbers. */
public record EmbeddingsCodec() implements WholeCodec<EmbeddingRequest, EmbeddingReply> {

    private static final String PACKING = "encoding_format";

    @Override
    public EmbeddingRequest readRequest(Obj body, String model, Losses losses) {
        Fields fields = Fields.of(body, "", losses).skip("model", PACKING);
        EmbeddingRequest request = new EmbeddingRequest(
                model,
                Inputs.texts(fields.any("input"), "input"),
                fields.integer("dimensions"),
                null,
                fields.text("user"));
        fields.rest();
        return request;
    }

    @Override
    public Obj writeRequest(EmbeddingRequest request, Losses losses) {
        if (request.purpose() != null) {
            losses.mapped("purpose", "has no word here: the same vector is made for questions and for documents");
        }
        return Json.object()
                .put("model", request.model())
                .put("input", request.inputs())
                .putIfPresent("dimensions", request.dimensions())
                .putIfPresent("user", request.user())
                .build();
    }

    @Override
    public String path(EmbeddingRequest request) {
        return "/v1/embeddings";
    }

    @Override
    public @Nullable EmbeddingReply readReply(Obj body, Losses losses) {
        if (body.array("data") == null) {
            return null;
        }
        List<Arr> vectors = new ArrayList<>();
        Texts.objects(body.get("data")).forEach(item -> {
            Arr vector = PackedVector.unpacked(item.get("embedding"));
            if (vector != null) {
                vectors.add(vector);
            }
        });
        return new EmbeddingReply(Texts.orEmpty(body.text("model")), vectors, Usages.read(body));
    }

    @Override
    public Obj writeReply(EmbeddingReply reply, Obj asked, Losses losses) {
        boolean packed = "base64".equals(asked.text(PACKING));
        List<Obj> data = new ArrayList<>();
        for (Arr vector : reply.vectors()) {
            Json embedding = packed ? PackedVector.pack(vector) : vector;
            data.add(Json.object("object", "embedding", "index", data.size(), "embedding", embedding));
        }
        Usage usage = reply.usage() == null ? Usage.NONE : reply.usage();
        return Json.object(
                "object",
                "list",
                "data",
                data,
                "model",
                reply.model().isEmpty() ? Texts.orEmpty(asked.text("model")) : reply.model(),
                "usage",
                Json.object("prompt_tokens", usage.input(), "total_tokens", usage.input()));
    }
}
