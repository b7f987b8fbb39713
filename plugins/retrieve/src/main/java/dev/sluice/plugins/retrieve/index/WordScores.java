package dev.sluice.plugins.retrieve.index;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** What a query by words gives chunks that are known already; 0 where none of the words is in them. */
final class WordScores {

    private final IndexSearcher searcher;
    private final Weight weight;
    private @Nullable LeafReaderContext leaf;
    private @Nullable Scorer scorer;

    private WordScores(IndexSearcher searcher, Query query) throws IOException {
        this.searcher = searcher;
        this.weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
    }

    static Map<Integer, Double> of(IndexSearcher searcher, Query query, Set<Integer> docs) throws IOException {
        WordScores words = new WordScores(searcher, query);
        Map<Integer, Double> scores = new LinkedHashMap<>();
        for (int doc : new TreeSet<>(docs)) { // In order, since a scorer does not go back.
            scores.put(doc, words.score(doc));
        }
        return scores;
    }

    private double score(int doc) throws IOException {
        LeafReaderContext its = searcher.getIndexReader()
                .leaves()
                .get(ReaderUtil.subIndex(doc, searcher.getIndexReader().leaves()));
        if (its != leaf) {
            leaf = its;
            scorer = weight.scorer(its);
        }
        if (scorer == null) {
            return 0;
        }
        DocIdSetIterator at = scorer.iterator();
        int local = doc - its.docBase;
        int found = at.docID() < local ? at.advance(local) : at.docID();
        return found == local ? scorer.score() : 0;
    }
}
