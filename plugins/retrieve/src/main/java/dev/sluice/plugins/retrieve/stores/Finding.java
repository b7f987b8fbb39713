package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.plugins.retrieve.stores.Attached.Status;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Searches stores of one tenant. */
public final class Finding {

    private final Registry registry;
    private final Documents documents;
    private final PluginContext context;

    Finding(Registry registry, Documents documents, PluginContext context) {
        this.registry = registry;
        this.documents = documents;
        this.context = context;
    }

    /**
     * What is looked for.
     *
     * @param text the words
     * @param attributes what has to hold of a file
     * @param limit most chunks
     * @param least relevance that a chunk needs, 0 to 1
     * @param rerank whether the operator's reranker may put what is found in order
     */
    public record Wanted(String text, Predicate<Obj> attributes, int limit, double least, boolean rerank) {

        /** OpenAI's word for leaving the order as the search has it; any other names a ranker of theirs. */
        private static final String NO_RANKER = "none";

        /**
         * Reads what a search and a tool say alike.
         *
         * @param text the words
         * @param fields {@code filters}, {@code max_num_results}, {@code ranking_options}
         * @param otherwise most chunks where they do not say
         * @return what is wanted
         */
        public static Wanted of(String text, Obj fields, int otherwise) {
            Obj ranking = Fields.object(fields, "ranking_options");
            return new Wanted(
                    text,
                    AttributeFilter.read(fields.get("filters")),
                    Fields.whole(fields, "max_num_results", 1, 50, otherwise),
                    ranking == null ? 0 : Fields.share(ranking, "score_threshold"),
                    ranking == null || !NO_RANKER.equals(ranking.text("ranker")));
        }
    }

    /**
     * A chunk that was found.
     *
     * @param passage what it says
     * @param file its file
     * @param attributes of the file in its store
     */
    public record Found(Passage passage, StoredFile file, Obj attributes) {}

    /** A file that may be looked through. */
    private record Candidate(StoredFile file, Obj attributes) {}

    /**
     * Searches.
     *
     * @param tenant whose stores they are
     * @param stores their ids; one that is not there fails the search
     * @param wanted what is looked for
     * @return the best first, on the event loop of the caller if it was called on one
     */
    public Future<List<Found>> find(String tenant, List<String> stores, Wanted wanted) {
        return context.blocking(() -> candidates(tenant, stores, wanted))
                .compose(candidates -> find(tenant, candidates, wanted));
    }

    private Map<String, Candidate> candidates(String tenant, List<String> stores, Wanted wanted) {
        long now = context.timers().now().getEpochSecond();
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        for (String id : stores) {
            Store store = registry.store(tenant, id);
            if (!store.isExpired(now)) {
                note(store, now);
                add(store, wanted.attributes(), candidates);
            }
        }
        return candidates;
    }

    /** A store that ends some time has to know when it was last asked. A disk that is full does not keep it from being searched. */
    private void note(Store store, long now) {
        if (store.days() == null || store.activeAt() == now) {
            return;
        }
        try {
            registry.change(store.tenant(), store.id(), known -> known.activeAt(now));
        } catch (IOException e) {
            context.logger().warn("Could not note that {} was searched: it may expire early", store.id(), e);
        }
    }

    private Future<List<Found>> find(String tenant, Map<String, Candidate> candidates, Wanted wanted) {
        if (candidates.isEmpty() || wanted.text().isBlank()) {
            return Future.succeededFuture(List.of());
        }
        return documents
                .find(tenant, candidates.keySet(), wanted)
                .map(passages -> passages.stream()
                        .filter(passage -> passage.relevance() >= wanted.least())
                        .map(passage -> found(passage, candidates))
                        .toList());
    }

    private void add(Store store, Predicate<Obj> attributes, Map<String, Candidate> candidates) {
        for (Attached attached : store.files().values()) {
            StoredFile file = registry.fileOrNull(store.tenant(), attached.file());
            if (file != null && attached.status() == Status.COMPLETED && attributes.test(attached.attributes())) {
                candidates.put(store.document(attached.file()), new Candidate(file, attached.attributes()));
            }
        }
    }

    private static Found found(Passage passage, Map<String, Candidate> candidates) {
        Candidate candidate = Objects.requireNonNull(candidates.get(passage.id()), "only these were looked through");
        return new Found(passage, candidate.file(), candidate.attributes());
    }
}
