package dev.sluice.plugins.retrieve.index;

import dev.sluice.plugins.retrieve.index.Question.Asker;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/** The chunks that somebody may find, and that the filters leave. */
final class Allowed {

    private Allowed() {}

    static Query query(Asker asker, List<Question.Filter> filters) {
        BooleanQuery.Builder all =
                new BooleanQuery.Builder().add(oneOf(Fields.ACCESS, Fields.keys(asker)), Occur.FILTER);
        filters.forEach(filter -> add(filter, all));
        return all.build();
    }

    private static void add(Question.Filter filter, BooleanQuery.Builder all) {
        if (!filter.anyOf().isEmpty()) {
            all.add(oneOf(Fields.EXACT + filter.field(), filter.anyOf()), Occur.FILTER);
        }
        if (filter.min() != null || filter.max() != null) {
            double least = filter.min() == null ? Double.NEGATIVE_INFINITY : filter.min();
            double most = filter.max() == null ? Double.POSITIVE_INFINITY : filter.max();
            all.add(DoublePoint.newRangeQuery(Fields.NUMERIC + filter.field(), least, most), Occur.FILTER);
        }
    }

    private static Query oneOf(String field, Iterable<String> values) {
        List<BytesRef> terms = new ArrayList<>();
        values.forEach(value -> terms.add(new BytesRef(value)));
        return new TermInSetQuery(field, terms);
    }
}
