package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.Operation;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.Endpoint.ModelPlace;
import dev.sluice.api.dialect.Endpoint.Payload;
import dev.sluice.api.dialect.Endpoint.Streaming;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.LensedPrompt;
import dev.sluice.proxy.dialect.PromptShape;
import dev.sluice.proxy.dialect.RerankShape;
import dev.sluice.proxy.dialect.WholeReply;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The path table. What is not listed passes through below {@code /v2/}, and below {@code /v1/} for Cohere's own clients. */
final class Endpoints {
    private final List<Endpoint> list = new ArrayList<>();

    private Endpoints() {}

    /** All of them, chats first. */
    static List<Endpoint> all() {
        Endpoints endpoints = new Endpoints();
        endpoints.post("chat", "/v2/chat", Operation.CHAT, Streaming.IF_ASKED, new ChatShape(), new ChatReplyLens());
        for (String version : List.of("v2", "v1")) {
            String prefix = version.equals("v2") ? "" : "v1-";
            String path = "/" + version + "/";
            PromptShape embed = new EmbedShape();
            ReplyLens vectors = WholeReply.ofVectors(Endpoints::billed, new EmbedCodec(version.equals("v2")));
            endpoints.post(prefix + "embed", path + "embed", Operation.EMBEDDINGS, Streaming.NEVER, embed, vectors);
            PromptShape rerank = new RerankShape();
            ReplyLens ranks = WholeReply.ofRanks(Endpoints::billed, new RerankCodec(version.substring(1)));
            endpoints.post(prefix + "rerank", path + "rerank", Operation.RERANK, Streaming.NEVER, rerank, ranks);
            endpoints.get(prefix + "models", path + "models", ModelPlace.NONE);
            endpoints.get(prefix + "model", path + "models/{model+}", ModelPlace.PATH);
        }
        return List.copyOf(endpoints.list);
    }

    private static Summary billed(Obj body) {
        return new Summary(null, null, Usages.read(body.object("meta")));
    }

    private void post(
            String name,
            String path,
            Operation operation,
            Streaming streaming,
            PromptShape shape,
            @Nullable ReplyLens reply) {
        list.add(new Endpoint(
                name,
                HttpMethod.POST,
                path,
                operation,
                Payload.JSON,
                ModelPlace.BODY,
                streaming,
                body -> new LensedPrompt(body, shape),
                reply));
    }

    private void get(String name, String path, ModelPlace place) {
        list.add(new Endpoint(
                name, HttpMethod.GET, path, Operation.LIST_MODELS, Payload.OPAQUE, place, Streaming.NEVER, null, null));
    }
}
