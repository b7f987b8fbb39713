package dev.sluice.plugins.retrieve.opensearch;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.api.retrieve.Retriever;
import dev.sluice.api.retrieve.Search;
import dev.sluice.plugins.retrieve.opensearch.OpenSearchConfig.Fields;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Asks OpenSearch or Elasticsearch. */
final class OpenSearchRetriever implements Retriever {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    /** Half an answer would be taken for all there is. */
    private static final String WHOLE = "{\"allow_partial_search_results\":false}\n";

    private final OpenSearchConfig config;
    private final Cluster cluster;
    private final Queries queries;
    private final Limits limits;
    private final String index;

    OpenSearchRetriever(OpenSearchConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
        this.queries = new Queries(config);
        this.limits = new Limits(config.parallel(), config.waiting(), config.timeout());
        this.index = URLEncoder.encode(config.index(), StandardCharsets.UTF_8);
    }

    /** Fails if the index is not there, or has not the fields that the config says; says what to do. */
    Future<Retriever> check() {
        return cluster.get(index + "/_mapping").compose(mappings -> {
            Set<String> found = new TreeSet<>();
            mappings.stream()
                    .map(one -> one.value().at("/mappings/properties"))
                    .filter(Obj.class::isInstance)
                    .forEach(properties ->
                            ((Obj) properties).stream().map(Member::name).forEach(found::add));
            return expected()
                    .filter(field -> !found.contains(field))
                    .findFirst()
                    .<Future<Retriever>>map(missing -> Future.failedFuture(new IOException(
                            "expected a field " + missing + " in the index " + config.index() + ", found "
                                    + String.join(", ", found) + ": correct its name below 'fields', or say '' if the"
                                    + " index has no such thing")))
                    .orElseGet(() -> Future.succeededFuture(this));
        });
    }

    private Stream<String> expected() {
        Fields fields = config.fields();
        Stream<String> always = Stream.of(fields.id(), fields.number(), fields.text(), fields.vector());
        Stream<String> access = Stream.of(fields.tenant(), fields.labels());
        return (config.access() == OpenSearchConfig.AccessBy.ROWS ? Stream.concat(always, access) : always)
                .filter(field -> !field.isEmpty());
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public boolean comparesVectors() {
        return !config.fields().vector().isEmpty();
    }

    @Override
    public Future<List<Passage>> retrieve(Search search) {
        List<Half> halves = halves(search);
        if (halves.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        StringBuilder lines = new StringBuilder();
        halves.forEach(half -> lines.append(WHOLE).append(half.query()).append('\n'));
        return cluster.post(index + "/_msearch", LINES, Buffer.buffer(lines.toString()))
                .map(reply -> fused(reply, halves, search))
                .compose(found -> found.isEmpty() ? Future.succeededFuture(List.of()) : passages(found, search));
    }

    private List<Half> halves(Search search) {
        List<Half> halves = new ArrayList<>();
        if (search.fusion().words() > 0) {
            halves.add(new Half(queries.words(search), search.fusion().words(), false));
        }
        if (comparesVectors() && search.vector() != null && search.fusion().vectors() > 0) {
            halves.add(new Half(
                    queries.vectors(search, search.vector()), search.fusion().vectors(), true));
        }
        return halves;
    }

    private Fused fused(Obj reply, List<Half> halves, Search search) {
        Arr replies = reply.array("responses");
        if (replies == null || replies.size() != halves.size()) {
            throw unread();
        }
        Fused fused = new Fused(search.fusion().constant());
        for (int i = 0; i < halves.size(); i++) {
            Half half = halves.get(i);
            if (!(replies.get(i) instanceof Obj one) || !(one.at("/hits/hits") instanceof Arr hits)) {
                Obj failed = replies.get(i) instanceof Obj said ? said : null;
                throw new IllegalStateException("Expected both halves of a search from " + config.url()
                        + ", found that one failed" + Cluster.reason(failed));
            }
            fused.add(
                    hits,
                    half.weight(),
                    score -> half.byVector() ? config.similarity().cosine(score) : 0);
        }
        return fused;
    }

    private Future<List<Passage>> passages(Fused fused, Search search) {
        List<String> ids = fused.best(search.limit());
        List<String> words = Questions.words(search.text());
        return cluster.post(
                        index + "/_search?allow_partial_search_results=false",
                        JSON,
                        queries.texts(search, ids, words).toBuffer())
                .map(reply -> {
                    if (!(reply.at("/hits/hits") instanceof Arr hits)) {
                        throw unread();
                    }
                    return new Reading(config.fields(), fused, words.size()).passages(hits, ids);
                });
    }

    private IllegalStateException unread() {
        return new IllegalStateException(
                "Expected the answer of a search from " + config.url() + ", found something else");
    }

    /**
     * One of two.
     *
     * @param query what is asked
     * @param weight in the fusion
     * @param byVector whether its scores stand for cosines
     */
    private record Half(Obj query, double weight, boolean byVector) {}
}
