package dev.sluice.plugins.retrieve;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.retrieve.index.StoredDocument;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Documents of an index as the admin API shows them. */
final class StoredJson {

    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;
    private static final Set<String> PARAMETERS = Set.of("after", "limit");

    private StoredJson() {}

    /**
     * What a query asks of a list.
     *
     * @param after the id before the first; empty for the beginning
     * @param limit most documents
     */
    record Page(String after, int limit) {

        static Page of(Map<String, String> query) {
            for (String parameter : query.keySet()) {
                if (!PARAMETERS.contains(parameter)) {
                    throw wrong("the query parameters after and limit, found '" + parameter + "'");
                }
            }
            return new Page(query.getOrDefault("after", ""), limit(query.getOrDefault("limit", "" + PAGE)));
        }

        private static int limit(String text) {
            try {
                int limit = Integer.parseInt(text);
                if (limit >= 1 && limit <= LARGEST_PAGE) {
                    return limit;
                }
            } catch (NumberFormatException e) {
                throw wrong("a number in limit");
            }
            throw wrong("a limit from 1 to " + LARGEST_PAGE);
        }

        /** A page's documents; where it is full, {@code after} is what the next one begins behind. */
        Obj json(List<StoredDocument> documents) {
            Obj.Builder json = Json.object()
                    .put(
                            "documents",
                            Json.array(documents.stream().map(StoredJson::shown).toArray()));
            return documents.size() < limit
                    ? json.build()
                    : json.put("after", documents.getLast().id()).build();
        }
    }

    /** One document, with all that is known of it. */
    static Obj whole(StoredDocument document) {
        Obj.Builder metadata = Json.object();
        document.metadata().forEach(metadata::put);
        return shown(document).with("hash", document.hash()).with("metadata", metadata.build());
    }

    private static Obj shown(StoredDocument document) {
        return Json.object(
                "id",
                document.id(),
                "title",
                document.title(),
                "status",
                "indexed",
                "chunks",
                document.chunks(),
                "tenant",
                document.access().tenant(),
                "labels",
                Json.array(document.access().labels().stream().sorted().toArray()));
    }

    private static CallError wrong(String expected) {
        return CallError.of(Category.INVALID_REQUEST, "invalid_query", "Expected " + expected + ".");
    }
}
