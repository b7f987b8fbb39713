package dev.sluice.plugins.retrieve.index;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.search.knn.KnnCollectorManager;

/**
 * The chunks whose vectors are nearest, of those that a filter leaves. Where it leaves few, all of them are compared: a walk through the graph
 * passes by far more that may not be found, and, having looked at as many as there are, would have to do that all the same.
 */
final class Nearest extends KnnFloatVectorQuery {

    /** In one segment; comparing so many takes about as long as a walk that a filter of a tenth makes long. */
    private static final int COMPARED = 16_384;

    private static final TopDocs NOT_LOOKED =
            new TopDocs(new TotalHits(0, TotalHits.Relation.GREATER_THAN_OR_EQUAL_TO), new ScoreDoc[0]);

    Nearest(float[] vector, int count, Query filter) {
        super(Fields.VECTOR, vector, count, filter);
    }

    /** What is not whole has all that the filter leaves compared. */
    @Override
    protected TopDocs approximateSearch(
            LeafReaderContext segment, AcceptDocs left, int most, KnnCollectorManager collectors) throws IOException {
        return most <= COMPARED ? NOT_LOOKED : super.approximateSearch(segment, left, most, collectors);
    }
}
