package dev.sluice.proxy.dialect;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.retrieval.RerankReply;
import dev.sluice.api.retrieval.RerankReply.Rank;
import dev.sluice.api.retrieval.RerankRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all APIs that order documents have in common, Cohere's being the first of them. */
public final class Ranking {

    private static final String DOCUMENTS = "documents";
    private static final String RETURN = "return_documents";

    private Ranking() {}

    /** Reads a request; documents are texts, or objects with a text. */
    public static RerankRequest readRequest(Obj body, String model, Losses losses) {
        Fields fields = Fields.of(body, "", losses).skip("model", RETURN);
        String query = fields.text("query");
        Arr documents = fields.array(DOCUMENTS);
        if (query == null || documents == null || documents.isEmpty()) {
            throw Inputs.refused(query == null ? "query" : DOCUMENTS, query == null ? "a text" : "a list of texts");
        }
        RerankRequest request = new RerankRequest(
                model, query, documents.stream().map(Ranking::text).toList(), fields.integer("top_n"));
        fields.rest();
        return request;
    }

    private static String text(Json document) {
        return switch (document) {
            case Str text -> text.value();
            case Obj object when object.text("text") != null -> Texts.orEmpty(object.text("text"));
            default -> throw Inputs.refused(DOCUMENTS, "texts, or objects with a 'text'");
        };
    }

    /** Writes a request. */
    public static Obj writeRequest(RerankRequest request) {
        return Json.object()
                .put("model", request.model())
                .put("query", request.query())
                .put(DOCUMENTS, request.documents())
                .putIfPresent("top_n", request.topN())
                .build();
    }

    /** Reads a reply; null if the document is none. */
    public static @Nullable RerankReply readReply(Obj body, String model, @Nullable Usage usage) {
        if (body.array("results") == null) {
            return null;
        }
        List<Rank> ranks = Texts.objects(body.get("results"))
                .filter(result -> result.number("relevance_score") != null)
                .map(result -> new Rank(Numbers.asInt(result.number("index"), 0), score(result)))
                .toList();
        return new RerankReply(Texts.orEmpty(body.text("id")), model, ranks, usage);
    }

    private static Num score(Obj result) {
        Num score = result.number("relevance_score");
        return score == null ? Json.of(0) : score;
    }

    /** The results of a reply, each with its document if the request wants that. */
    public static List<Obj> results(RerankReply reply, Obj asked) {
        Arr documents = asked.get(RETURN) instanceof Bool wanted && wanted.value() ? asked.array(DOCUMENTS) : null;
        return reply.ranks().stream().map(rank -> result(rank, documents)).toList();
    }

    private static Obj result(Rank rank, @Nullable Arr documents) {
        Obj result = Json.object("index", rank.index(), "relevance_score", rank.relevance());
        if (documents == null || rank.index() < 0 || rank.index() >= documents.size()) {
            return result;
        }
        Json document = documents.get(rank.index());
        return result.with("document", document instanceof Obj ? document : Json.object("text", document));
    }
}
