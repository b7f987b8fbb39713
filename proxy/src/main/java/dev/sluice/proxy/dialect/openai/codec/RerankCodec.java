package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieval.RerankReply;
import dev.sluice.api.retrieval.RerankRequest;
import dev.sluice.api.retrieval.WholeCodec;
import dev.sluice.proxy.dialect.Ranking;
import dev.sluice.proxy.dialect.Texts;
import org.jspecify.annotations.Nullable;

/** Means {@code /v1/rerank}, which OpenAI does not have, but servers and gateways that are like it do (Jina, vLLM, others). */
public record RerankCodec() implements WholeCodec<RerankRequest, RerankReply> {

    @Override
    public RerankRequest readRequest(Obj body, String model, Losses losses) {
        return Ranking.readRequest(body, model, losses);
    }

    @Override
    public Obj writeRequest(RerankRequest request, Losses losses) {
        return Ranking.writeRequest(request);
    }

    @Override
    public String path(RerankRequest request) {
        return "/v1/rerank";
    }

    @Override
    public @Nullable RerankReply readReply(Obj body, Losses losses) {
        return Ranking.readReply(body, Texts.orEmpty(body.text("model")), Usages.read(body));
    }

    @Override
    public Obj writeReply(RerankReply reply, Obj asked, Losses losses) {
        long tokens = reply.usage() == null ? 0 : reply.usage().input();
        return Json.object(
                "id", reply.id(),
                "model", reply.model().isEmpty() ? Texts.orEmpty(asked.text("model")) : reply.model(),
                "usage", Json.object("prompt_tokens", tokens, "total_tokens", tokens),
                "results", Ranking.results(reply, asked));
    }
}
