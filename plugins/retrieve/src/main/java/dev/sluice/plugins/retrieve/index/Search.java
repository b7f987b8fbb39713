package dev.sluice.plugins.retrieve.index;

import dev.sluice.plugins.retrieve.index.Question.Fuse;
import dev.sluice.plugins.retrieve.index.Question.Ranking;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.jspecify.annotations.Nullable;

/** One search in one state of an index: by words, by vector, and what becomes of the two lists. */
final class Search {

    private final IndexSearcher searcher;
    private final Analyzer analyzer;
    private final Question question;
    private final Words words;
    private final Query allowed;
    private final Shelf shelf;

    Search(IndexSearcher searcher, Analyzer analyzer, Question question) {
        this.searcher = searcher;
        this.analyzer = analyzer;
        this.question = question;
        this.words = Words.of(question.text(), analyzer);
        this.allowed = Allowed.query(question.asker(), question.filters());
        this.shelf = new Shelf(searcher);
    }

    List<Hit> run(Instant now) throws IOException {
        Ranking ranking = question.ranking();
        List<Candidate> candidates = candidates(fused(ranking), now);
        List<Candidate> chosen = Diversity.choose(candidates, ranking.diversity(), question.limit());
        Map<String, Double> weights = words.weights(searcher);
        List<Hit> hits = new ArrayList<>(chosen.size());
        for (Candidate candidate : chosen) {
            hits.add(shelf.hit(candidate, chunk -> Coverage.of(Words.of(chunk.searchable(), analyzer), weights)));
        }
        return hits;
    }

    private List<Map.Entry<Integer, Double>> fused(Ranking ranking) throws IOException {
        float[] vector = ranking.vectorWeight() > 0 ? question.vector() : null;
        Map<Integer, Double> byWords = ranking.wordWeight() > 0 ? byWords(ranking.candidates()) : Map.of();
        Map<Integer, Double> byVector = vector == null ? Map.of() : byVector(vector, ranking.candidates());
        return vector == null || ranking.wordWeight() <= 0 || ranking.fuse() == Fuse.RANKS
                ? byRank(byWords, byVector)
                : byScore(byWords, byVector, vector);
    }

    private List<Map.Entry<Integer, Double>> byRank(Map<Integer, Double> byWords, Map<Integer, Double> byVector) {
        Ranking ranking = question.ranking();
        Fusion fusion = new Fusion(ranking.constant());
        fusion.add(List.copyOf(byWords.keySet()), ranking.wordWeight());
        fusion.add(List.copyOf(byVector.keySet()), ranking.vectorWeight());
        return fusion.ranked();
    }

    /** Each half scores what the other brought, too. */
    private List<Map.Entry<Integer, Double>> byScore(
            Map<Integer, Double> byWords, Map<Integer, Double> byVector, float[] vector) throws IOException {
        Set<Integer> all = new LinkedHashSet<>(byVector.keySet());
        all.addAll(byWords.keySet());
        Map<Integer, Double> cosines = new LinkedHashMap<>();
        for (int doc : all) {
            cosines.put(doc, Diversity.dot(shelf.vector(doc), vector));
        }
        Map<Integer, Double> scores = WordScores.of(searcher, words.query(), all);
        Blend blend = new Blend();
        blend.add(cosines, question.ranking().vectorWeight());
        blend.add(scores, question.ranking().wordWeight());
        return blend.ranked();
    }

    private Map<Integer, Double> byWords(int count) throws IOException {
        Query query = new BooleanQuery.Builder()
                .add(words.query(), Occur.MUST)
                .add(allowed, Occur.FILTER)
                .build();
        return found(query, count);
    }

    private Map<Integer, Double> byVector(float[] vector, int count) throws IOException {
        return found(new Nearest(vector, count, allowed), count);
    }

    /** Best first. */
    private Map<Integer, Double> found(Query query, int count) throws IOException {
        Map<Integer, Double> found = new LinkedHashMap<>();
        for (ScoreDoc one : searcher.search(query, count).scoreDocs) {
            found.put(one.doc, (double) one.score);
        }
        return found;
    }

    /** The fused list with what the later steps need; only as long as they can use. */
    private List<Candidate> candidates(List<Map.Entry<Integer, Double>> ranked, Instant now) throws IOException {
        Ranking ranking = question.ranking();
        boolean reordered = ranking.diversity() > 0 || ranking.recency() > 0;
        List<Candidate> candidates = new ArrayList<>();
        for (Map.Entry<Integer, Double> one :
                ranked.subList(0, Math.min(ranked.size(), reordered ? ranking.candidates() : question.limit()))) {
            float @Nullable [] vector = question.vector() == null ? null : shelf.vector(one.getKey());
            double age = ranking.recency() > 0 ? shelf.ageLoss(one.getKey(), now, ranking) : 0;
            candidates.add(new Candidate(
                    one.getKey(),
                    one.getValue() * (1 - age),
                    vector,
                    vector == null ? null : Diversity.dot(vector, question.vector())));
        }
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return candidates;
    }

    /** A chunk in the running. */
    @SuppressWarnings("ArrayRecordComponent") // A vector; candidates are told apart by what they are.
    record Candidate(
            int doc,
            double score,
            float @Nullable [] vector,
            @Nullable Double cosine) {}
}
