package dev.sluice.plugins.retrieve.index;

import dev.sluice.plugins.retrieve.index.Question.Asker;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** The chunks that somebody may find, and that the filters leave. */
final class Allowed {

    private Allowed() {}

    static Query query(Asker asker, List<Question.Filter> filters) {
        BooleanQuery.Builder all = new BooleanQuery.Builder()
                .add(new TermQuery(new Term(Fields.KIND, Fields.CHUNK)), Occur.FILTER)
                .add(oneOf(Fields.TENANT, List.of(asker.tenant(), Access.EVERYBODY)), Occur.FILTER)
                .add(labelled(asker), Occur.FILTER);
        filters.forEach(filter -> add(filter, all));
        return all.build();
    }

    private static Query labelled(Asker asker) {
        BooleanQuery.Builder any =
                new BooleanQuery.Builder().add(new TermQuery(new Term(Fields.FREE, "true")), Occur.SHOULD);
        if (!asker.labels().isEmpty()) {
            any.add(oneOf(Fields.LABEL, asker.labels()), Occur.SHOULD);
        }
        return any.build();
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
