package dev.sluice.proxy.dialect.bedrock;

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

/** The path table. A model is named in the path, percent-encoded; it may be an ARN, slashes included. */
final class Endpoints {

    private static final PromptLens CONVERSE = body -> new LensedPrompt(body, new ConverseShape());

    private Endpoints() {}

    static List<Endpoint> all() {
        return List.of(
                model("converse", Operation.CHAT, Streaming.NEVER, CONVERSE, new ConverseReply()),
                model("converse-stream", Operation.CHAT, Streaming.ALWAYS, CONVERSE, new ConverseReply()),
                model("invoke", Operation.CHAT, Streaming.NEVER, Invocation.PROMPT, new InvokeReply()),
                model(
                        "invoke-with-response-stream",
                        Operation.CHAT,
                        Streaming.ALWAYS,
                        Invocation.PROMPT,
                        new InvokeReply()),
                model(
                        "count-tokens",
                        Operation.COUNT_TOKENS,
                        Streaming.NEVER,
                        CountPrompt.LENS,
                        WholeReply.ofCounts(new CountCodec())),
                opaque("models", "/foundation-models", ModelPlace.NONE),
                opaque("model", "/foundation-models/{model}", ModelPlace.PATH));
    }

    private static Endpoint model(
            String name, Operation operation, Streaming streaming, PromptLens prompt, @Nullable ReplyLens reply) {
        return new Endpoint(
                name,
                HttpMethod.POST,
                "/model/{model}/" + name,
                operation,
                Payload.JSON,
                ModelPlace.PATH,
                streaming,
                prompt,
                reply);
    }

    private static Endpoint opaque(String name, String path, ModelPlace model) {
        return new Endpoint(
                name, HttpMethod.GET, path, Operation.LIST_MODELS, Payload.OPAQUE, model, Streaming.NEVER, null, null);
    }
}
