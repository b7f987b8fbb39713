package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.Operation;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.Endpoint.ModelPlace;
import dev.sluice.api.dialect.Endpoint.Payload;
import dev.sluice.api.dialect.Endpoint.Streaming;
import dev.sluice.api.dialect.PromptLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.proxy.dialect.LensedPrompt;
import dev.sluice.proxy.dialect.PromptShape;
import dev.sluice.proxy.dialect.WholeReply;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The path table. What manages models (pull, create, copy, ..) passes through below {@code /api/}. */
final class Endpoints {
    private final List<Endpoint> list = new ArrayList<>();

    private Endpoints() {}

    /** All of them, chats first. */
    static List<Endpoint> all() {
        Endpoints endpoints = new Endpoints();
        Streaming streaming = Streaming.UNLESS_REFUSED;
        endpoints.post("chat", Operation.CHAT, streaming, lens(new ChatShape()), new LineReply(Form.CHAT));
        PromptLens generate = lens(new GenerateShape());
        endpoints.post("generate", Operation.TEXT_COMPLETION, streaming, generate, new LineReply(Form.GENERATE));
        endpoints.post("embed", Operation.EMBEDDINGS, Streaming.NEVER, lens(InputShape.EMBED), vectors(false));
        endpoints.post("embeddings", Operation.EMBEDDINGS, Streaming.NEVER, lens(InputShape.EMBEDDINGS), vectors(true));
        endpoints.post("show", Operation.LIST_MODELS, Streaming.NEVER, null, null);
        endpoints.list.add(new Endpoint(
                "tags",
                HttpMethod.GET,
                "/api/tags",
                Operation.LIST_MODELS,
                Payload.OPAQUE,
                ModelPlace.NONE,
                Streaming.NEVER,
                null,
                null));
        return List.copyOf(endpoints.list);
    }

    private static ReplyLens vectors(boolean single) {
        return WholeReply.ofVectors(Summaries::of, new EmbedCodec(single));
    }

    private static PromptLens lens(PromptShape shape) {
        return body -> new LensedPrompt(body, shape);
    }

    private void post(
            String name,
            Operation operation,
            Streaming streaming,
            @Nullable PromptLens prompt,
            @Nullable ReplyLens reply) {
        list.add(new Endpoint(
                name,
                HttpMethod.POST,
                "/api/" + name,
                operation,
                Payload.JSON,
                ModelPlace.BODY,
                streaming,
                prompt,
                reply));
    }
}
