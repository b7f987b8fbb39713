package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieval.EmbeddingReply;
import dev.sluice.api.retrieval.EmbeddingRequest;
import dev.sluice.api.retrieval.WholeCodec;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Inputs;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Means {@code /api/embed}, and {@code /api/embeddings}, which came before it and takes one text.
 *
 * @param single whether it is the one for one text
 */
record EmbedCodec(boolean single) implements WholeCodec<EmbeddingRequest, EmbeddingReply> {

    private static final String LEFT_OUT = "has no word in Ollama's API and was left out";

    @Override
    public EmbeddingRequest readRequest(Obj body, String model, Losses losses) {
        String field = single ? "prompt" : "input";
        Fields fields = Fields.of(body, "", losses).skip("model");
        fields.lose("truncate", "was left out: what is too long is the provider's to cut or refuse");
        fields.lose("keep_alive", "is a setting of Ollama's server and was left out");
        List<String> inputs = Inputs.texts(fields.any(field), field);
        EmbeddingRequest request = new EmbeddingRequest(model, inputs, fields.integer("dimensions"), null, null);
        fields.rest();
        return request;
    }

    @Override
    public Obj writeRequest(EmbeddingRequest request, Losses losses) {
        if (request.purpose() != null) {
            losses.mapped("purpose", LEFT_OUT);
        }
        if (request.user() != null) {
            losses.add("user", LEFT_OUT);
        }
        return Json.object()
                .put("model", request.model())
                .put("input", request.inputs())
                .putIfPresent("dimensions", request.dimensions())
                .build();
    }

    @Override
    public String path(EmbeddingRequest request) {
        return "/api/embed";
    }

    @Override
    public @Nullable EmbeddingReply readReply(Obj body, Losses losses) {
        Arr vectors = single && body.array("embedding") != null
                ? Json.array(body.array("embedding"))
                : body.array("embeddings");
        if (vectors == null) {
            return null;
        }
        List<Arr> numbers = vectors.stream()
                .filter(Arr.class::isInstance)
                .map(Arr.class::cast)
                .toList();
        return new EmbeddingReply(Texts.orEmpty(body.text("model")), numbers, Summaries.usage(body));
    }

    @Override
    public Obj writeReply(EmbeddingReply reply, Obj asked, Losses losses) {
        if (single) {
            return Json.object(
                    "embedding",
                    reply.vectors().isEmpty() ? Json.array() : reply.vectors().getFirst());
        }
        Obj document = Json.object(
                "model",
                reply.model().isEmpty() ? Texts.orEmpty(asked.text("model")) : reply.model(),
                "embeddings",
                reply.vectors());
        return reply.usage() == null
                ? document
                : document.with("prompt_eval_count", Json.of(reply.usage().input()));
    }
}
