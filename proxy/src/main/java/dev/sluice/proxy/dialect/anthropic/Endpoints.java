package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.Operation;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.Endpoint.ModelPlace;
import dev.sluice.api.dialect.Endpoint.Payload;
import dev.sluice.api.dialect.Endpoint.Streaming;
import dev.sluice.api.dialect.PromptLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.proxy.dialect.LensedPrompt;
import dev.sluice.proxy.dialect.WholeReply;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path table. Batches hold the requests of several models in one document, and files none: they pass through below
 * {@code /v1/}.
 */
final class Endpoints {

    private static final PromptLens PROMPT = body -> new LensedPrompt(body, new MessagesShape());

    private Endpoints() {}

    static List<Endpoint> all() {
        return List.of(
                json("messages", "/v1/messages", Operation.CHAT, Streaming.IF_ASKED, new MessagesReply()),
                json(
                        "messages-count-tokens",
                        "/v1/messages/count_tokens",
                        Operation.COUNT_TOKENS,
                        Streaming.NEVER,
                        WholeReply.ofCounts(new CountCodec())),
                opaque("batches", HttpMethod.POST, "/v1/messages/batches", Operation.OTHER, ModelPlace.NONE),
                opaque("batches-list", HttpMethod.GET, "/v1/messages/batches", Operation.OTHER, ModelPlace.NONE),
                opaque("models", HttpMethod.GET, "/v1/models", Operation.LIST_MODELS, ModelPlace.NONE),
                opaque("model", HttpMethod.GET, "/v1/models/{model+}", Operation.LIST_MODELS, ModelPlace.PATH));
    }

    private static Endpoint json(
            String name, String path, Operation operation, Streaming streaming, @Nullable ReplyLens reply) {
        return endpoint(
                name, HttpMethod.POST, path, operation, Payload.JSON, ModelPlace.BODY, streaming, PROMPT, reply);
    }

    private static Endpoint opaque(String name, HttpMethod method, String path, Operation operation, ModelPlace model) {
        return endpoint(name, method, path, operation, Payload.OPAQUE, model, Streaming.NEVER, null, null);
    }

    private static Endpoint endpoint(
            String name,
            HttpMethod method,
            String path,
            Operation operation,
            Payload payload,
            ModelPlace model,
            Streaming streaming,
            @Nullable PromptLens prompt,
            @Nullable ReplyLens reply) {
        return new Endpoint(name, method, path, operation, payload, model, streaming, prompt, reply);
    }
}
