package dev.sluice.plugins.retrieve.eval;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a run is worth, as trec_eval computes it: the mean over all judged questions, one without a run counting nothing.
 *
 * @param ndcg normalised discounted cumulative gain of the first ten
 * @param map mean average precision
 */
record Measures(double ndcg, double map) {

    static Measures of(Map<String, List<String>> runs, Map<String, Map<String, Integer>> judged) {
        double ndcg = 0;
        double map = 0;
        for (Map.Entry<String, Map<String, Integer>> question : judged.entrySet()) {
            List<String> run = runs.getOrDefault(question.getKey(), List.of());
            ndcg += ndcg(run, question.getValue(), 10);
            map += precision(run, question.getValue());
        }
        return new Measures(ndcg / judged.size(), map / judged.size());
    }

    private static double ndcg(List<String> run, Map<String, Integer> judged, int depth) {
        double gain = 0;
        for (int i = 0; i < Math.min(depth, run.size()); i++) {
            gain += judged.getOrDefault(run.get(i), 0) / log2(i + 2);
        }
        List<Integer> best = judged.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(depth)
                .toList();
        double ideal = 0;
        for (int i = 0; i < best.size(); i++) {
            ideal += best.get(i) / log2(i + 2);
        }
        return ideal == 0 ? 0 : gain / ideal;
    }

    private static double precision(List<String> run, Map<String, Integer> judged) {
        long relevant = judged.values().stream().filter(grade -> grade > 0).count();
        double sum = 0;
        int found = 0;
        for (int i = 0; i < run.size(); i++) {
            if (judged.getOrDefault(run.get(i), 0) > 0) {
                sum += ++found / (i + 1.0);
            }
        }
        return relevant == 0 ? 0 : sum / relevant;
    }

    private static double log2(int value) {
        return Math.log(value) / Math.log(2);
    }
}
