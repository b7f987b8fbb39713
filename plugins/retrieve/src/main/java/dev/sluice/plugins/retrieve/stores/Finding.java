package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.index.Hit;
import dev.sluice.plugins.retrieve.stores.Attached.Status;
import io.vertx.core.Future;
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
     */
    public record Wanted(String text, Predicate<Obj> attributes, int limit, double least) {

        /**
         * Reads what a search and a tool say alike.
         *
         * @param text the words
         * @param fields {@code filters}, {@code max_num_results}, {@code ranking_options}
         * @param otherwise most chunks where they do not say
         * @return what is wanted
         */
        public static Wanted of(String text, Obj fields, int otherwise) {
            Obj ranking = fields.object("ranking_options");
            dev.sluice.api.json.Num least = ranking == null ? null : ranking.number("score_threshold");
            return new Wanted(
                    text,
                    AttributeFilter.read(fields.get("filters")),
                    Fields.whole(fields, "max_num_results", 1, 50, otherwise),
                    least == null ? 0 : least.asDouble());
        }
    }

    /**
     * A chunk that was found.
     *
     * @param hit the chunk
     * @param file its file
     * @param attributes of the file in its store
     */
    public record Found(Hit hit, StoredFile file, Obj attributes) {}

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
                add(store, wanted.attributes(), candidates);
            }
        }
        return candidates;
    }

    private Future<List<Found>> find(String tenant, Map<String, Candidate> candidates, Wanted wanted) {
        if (candidates.isEmpty() || wanted.text().isBlank()) {
            return Future.succeededFuture(List.of());
        }
        return documents
                .find(wanted.text(), tenant, candidates.keySet(), wanted.limit())
                .map(hits -> hits.stream()
                        .filter(hit -> hit.relevance() >= wanted.least())
                        .map(hit -> found(hit, candidates))
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

    private static Found found(Hit hit, Map<String, Candidate> candidates) {
        Candidate candidate = Objects.requireNonNull(candidates.get(hit.id()), "only these were looked through");
        return new Found(hit, candidate.file(), candidate.attributes());
    }
}
