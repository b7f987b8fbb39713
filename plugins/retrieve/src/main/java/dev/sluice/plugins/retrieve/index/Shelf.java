package dev.sluice.plugins.retrieve.index;

import dev.sluice.plugins.retrieve.index.Question.Ranking;
import dev.sluice.plugins.retrieve.index.Search.Candidate;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

/** Fetches what an index holds of a chunk that was found. */
final class Shelf {

    private final IndexSearcher searcher;
    private final List<LeafReaderContext> leaves;

    Shelf(IndexSearcher searcher) {
        this.searcher = searcher;
        this.leaves = searcher.getIndexReader().leaves();
    }

    Hit hit(Candidate candidate, ToDoubleFunction<Chunk> coverage) throws IOException {
        org.apache.lucene.document.Document stored = searcher.storedFields().document(candidate.doc());
        Chunk chunk = new Chunk(stored.get(Fields.HEADING), stored.get(Fields.TEXT));
        return new Hit(
                stored.get(Fields.ID),
                stored.getField(Fields.NUMBER).numericValue().intValue(),
                stored.get(Fields.TITLE),
                stored.get(Fields.URL),
                chunk,
                candidate.score(),
                candidate.cosine(),
                coverage.applyAsDouble(chunk));
    }

    float @Nullable [] vector(int doc) throws IOException {
        LeafReaderContext leaf = leaf(doc);
        FloatVectorValues values = leaf.reader().getFloatVectorValues(Fields.VECTOR);
        if (values == null) {
            return null;
        }
        DocIndexIterator at = values.iterator();
        int local = doc - leaf.docBase;
        return at.advance(local) == local ? values.vectorValue(at.index()).clone() : null;
    }

    /** The share of its score that a chunk loses by its age; nothing where that is not known. */
    double ageLoss(int doc, Instant now, Ranking ranking) throws IOException {
        LeafReaderContext leaf = leaf(doc);
        NumericDocValues times = leaf.reader().getNumericDocValues(Fields.TIME);
        if (times == null || !times.advanceExact(doc - leaf.docBase)) {
            return 0;
        }
        double age = Math.max(0, now.getEpochSecond() - times.longValue());
        double kept = Math.pow(0.5, age / ranking.halfLife().toSeconds());
        return ranking.recency() * (1 - kept);
    }

    private LeafReaderContext leaf(int doc) {
        return leaves.get(ReaderUtil.subIndex(doc, leaves));
    }
}
