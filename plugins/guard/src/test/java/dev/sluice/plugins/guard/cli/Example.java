package dev.sluice.plugins.guard.cli;

import dev.sluice.plugins.guard.injection.Cues;
import dev.sluice.plugins.guard.injection.Grams;
import dev.sluice.plugins.guard.injection.Spans;
import dev.sluice.plugins.guard.scan.Folder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A labelled text as the model sees it: the features of its spans, the whole first. */
record Example(Labelled of, List<Span> spans) {

    /** The buckets of a span, as often as they occur, and the labels of its phrases as bits. */
    @SuppressWarnings("ArrayRecordComponent") // Read by one trainer, never compared.
    record Span(int[] buckets, int labels) {

        double weigh(double[] grams, double[] labelWeights, double bias) {
            double sum = 0;
            for (int bucket : buckets) {
                sum += grams[bucket];
            }
            double weight = bias + sum / Spans.scale(buckets.length);
            for (int i = 0; i < labelWeights.length; i++) {
                weight += (labels >> i & 1) * labelWeights[i];
            }
            return weight;
        }
    }

    static Example of(Labelled text, Cues cues) {
        Sentences sentences = new Sentences();
        Grams.read(new Folder().next(text.text()), cues, sentences);
        List<Span> spans = new ArrayList<>(List.of(sentences.span(0, sentences.count())));
        Spans.visit(sentences.count(), (from, to) -> spans.add(sentences.span(from, to)));
        return new Example(text, spans);
    }

    /** Collects the features of each sentence. */
    private static final class Sentences implements Grams.Sink {
        private int[] buckets = new int[256];
        private int size;
        private int labels;
        private final List<Integer> ends = new ArrayList<>(List.of(0));
        private final List<Integer> seen = new ArrayList<>();

        @Override
        public void grams(int one, int other) {
            if (size + 2 > buckets.length) {
                buckets = Arrays.copyOf(buckets, size * 2);
            }
            buckets[size++] = one;
            buckets[size++] = other;
        }

        @Override
        public void phrase(int label) {
            labels |= 1 << label;
        }

        @Override
        public void sentence(int end) {
            ends.add(size);
            seen.add(labels);
            labels = 0;
        }

        int count() {
            return seen.size();
        }

        Span span(int from, int to) {
            int all = seen.subList(from, to).stream().reduce(0, (a, b) -> a | b);
            return new Span(Arrays.copyOfRange(buckets, ends.get(from), ends.get(to)), all);
        }
    }
}
