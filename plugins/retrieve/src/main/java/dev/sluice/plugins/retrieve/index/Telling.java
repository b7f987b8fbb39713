package dev.sluice.plugins.retrieve.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;

/** The words of a text that tell the most of what it is about: those that the collection has, the rarer the better. */
final class Telling {

    private Telling() {}

    /** As they stand in the text, and in its order. What {@code known} says already is left out. */
    static List<String> words(String text, String known, int most, IndexSearcher searcher, Analyzer analyzer)
            throws IOException {
        Set<String> said = new HashSet<>(Words.of(known, analyzer).counts().keySet());
        Map<String, Double> weights = Words.of(text, analyzer).weights(searcher);
        Map<String, String> spelled = spelled(text, analyzer);
        Set<String> chosen = new HashSet<>();
        weights.entrySet().stream()
                .filter(word -> !said.contains(word.getKey()))
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .filter(word -> isKnown(word.getKey(), searcher))
                .limit(most)
                .forEach(word -> chosen.add(word.getKey()));
        return spelled.entrySet().stream()
                .filter(word -> chosen.contains(word.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isKnown(String word, IndexSearcher searcher) {
        try {
            return searcher.getIndexReader().docFreq(new Term(Fields.WORDS, word)) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How each word is first spelled. */
    private static Map<String, String> spelled(String text, Analyzer analyzer) throws IOException {
        Map<String, String> spelled = new LinkedHashMap<>();
        try (TokenStream stream = analyzer.tokenStream(Fields.WORDS, text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute place = stream.addAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                spelled.putIfAbsent(term.toString(), text.substring(place.startOffset(), place.endOffset()));
            }
            stream.end();
        }
        return spelled;
    }
}
