package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieval.RerankReply;
import dev.sluice.api.retrieval.RerankRequest;
import dev.sluice.api.retrieval.WholeCodec;
import dev.sluice.proxy.dialect.Ranking;
import org.jspecify.annotations.Nullable;

/**
 * Means {@code /v2/rerank} and {@code /v1/rerank}.
 *
 * @param version that replies name
 */
record RerankCodec(String version) implements WholeCodec<RerankRequest, RerankReply> {

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
        return "/v2/rerank";
    }

    @Override
    public @Nullable RerankReply readReply(Obj body, Losses losses) {
        return Ranking.readReply(body, "", Usages.read(body.object("meta")));
    }

    /** Cohere bills by searches; others count tokens. */
    @Override
    public Obj writeReply(RerankReply reply, Obj asked, Losses losses) {
        Usage usage = reply.usage();
        Obj units = usage == null
                ? Json.object("search_units", 1)
                : Json.object("search_units", 1, "input_tokens", usage.input());
        Obj meta = Json.object("api_version", Json.object("version", version), "billed_units", units);
        return Json.object("id", reply.id(), "results", Ranking.results(reply, asked), "meta", meta);
    }
}
