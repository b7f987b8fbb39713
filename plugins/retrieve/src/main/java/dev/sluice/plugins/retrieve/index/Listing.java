package dev.sluice.plugins.retrieve.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** What one state of an index says of its documents. */
final class Listing {

    private Listing() {}

    /** The document of an id. */
    static Optional<StoredDocument> find(String id, IndexSearcher searcher) throws IOException {
        TopDocs found = searcher.search(
                new BooleanQuery.Builder()
                        .add(new TermQuery(new Term(Fields.ID, id)), Occur.FILTER)
                        .add(new TermQuery(new Term(Fields.KIND, Fields.RECORD)), Occur.FILTER)
                        .build(),
                1);
        return found.scoreDocs.length == 0
                ? Optional.empty()
                : Optional.of(StoredDocument.of(searcher.storedFields().document(found.scoreDocs[0].doc)));
    }

    /** The documents behind an id, in the order of their ids. */
    static List<StoredDocument> page(String after, int limit, IndexSearcher searcher) throws IOException {
        List<StoredDocument> page = new ArrayList<>();
        Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), Fields.ID);
        if (terms != null) {
            TermsEnum ids = terms.iterator();
            // Of what was removed, the id stays for a while.
            for (BytesRef id = first(ids, after); id != null && page.size() < limit; id = ids.next()) {
                find(id.utf8ToString(), searcher).ifPresent(page::add);
            }
        }
        return page;
    }

    private static @Nullable BytesRef first(TermsEnum ids, String after) throws IOException {
        return switch (ids.seekCeil(new BytesRef(after))) {
            case END -> null;
            case FOUND -> ids.next();
            case NOT_FOUND -> ids.term();
        };
    }
}
