package dev.sluice.plugins.retrieve.index;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * The words of a question as an analyzer sees them, each with how often it stands there.
 *
 * @param counts by word, in order
 */
record Words(Map<String, Integer> counts) {

    /** A question is short; a pasted document is not searched for by each of its words. */
    private static final int MOST = 256;

    static Words of(String text, Analyzer analyzer) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        try (TokenStream stream = analyzer.tokenStream(Fields.WORDS, text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken() && counts.size() < MOST) {
                counts.merge(term.toString(), 1, Integer::sum);
            }
            stream.end();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("a text in memory cannot fail to be read", e);
        }
        return new Words(counts);
    }

    /** Chunks with any of the words; a word that stands twice counts twice. */
    Query query() {
        if (counts.isEmpty()) {
            return new MatchNoDocsQuery("a question without words");
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        counts.forEach((word, count) ->
                any.add(new BoostQuery(new TermQuery(new Term(Fields.WORDS, word)), count), Occur.SHOULD));
        return any.build();
    }

    /** How much each word tells: the logarithm of how rare it is. */
    Map<String, Double> weights(IndexSearcher searcher) throws IOException {
        Map<String, Double> weights = new LinkedHashMap<>();
        double all = Math.max(1, searcher.getIndexReader().numDocs());
        for (String word : counts.keySet()) {
            int found = searcher.getIndexReader().docFreq(new Term(Fields.WORDS, word));
            weights.put(word, Math.log(1 + all / (1 + found)));
        }
        return weights;
    }
}
