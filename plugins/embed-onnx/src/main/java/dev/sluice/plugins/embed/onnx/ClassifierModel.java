package dev.sluice.plugins.embed.onnx;

import ai.onnxruntime.OrtException;
import dev.sluice.api.classify.Judgement;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A loaded classifier: a text in, a score for each label of each piece out. Thread-safe, and computes on the thread that asks. */
final class ClassifierModel implements AutoCloseable {

    private static final int MAX_PIECES = 256;
    private static final double TRUE = 0.5;

    private final BertSession session;
    private final WordPiece words;
    private final List<String> labels;
    private final ClassifierConfig config;

    private ClassifierModel(BertSession session, WordPiece words, List<String> labels, ClassifierConfig config) {
        this.session = session;
        this.words = words;
        this.labels = List.copyOf(labels);
        this.config = config;
    }

    /**
     * Loads a model and runs it once.
     *
     * @throws IllegalArgumentException if ONNX Runtime cannot make use of it
     */
    static ClassifierModel load(byte[] model, WordPiece words, List<String> labels, ClassifierConfig config) {
        try {
            ClassifierModel loaded = new ClassifierModel(BertSession.load(model), words, labels, config);
            loaded.judge("probe");
            return loaded;
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    "Expected a model that takes input_ids and attention_mask and answers with a number for each label, but "
                            + config.model() + " cannot be run: " + e.getMessage(),
                    e);
        }
    }

    List<Judgement> judge(String text) throws OrtException {
        List<Judgement> all = new ArrayList<>(labels.size());
        pieces(text, 0, text.length(), all);
        return all;
    }

    /** What is too long for one look is looked at in two halves. */
    private void pieces(String text, int start, int end, List<Judgement> all) throws OrtException {
        String piece = text.substring(start, end);
        if (piece.length() > 1 && words.count(piece) > config.window()) {
            int middle = middle(text, start, end);
            pieces(text, start, middle, all);
            pieces(text, middle, end, all);
            return;
        }
        if (all.size() >= MAX_PIECES * labels.size()) {
            throw new IllegalArgumentException("Expected a text of at most " + MAX_PIECES + " pieces of "
                    + config.window() + " tokens, found a longer one");
        }
        double[] scores = session.run(words.encode(piece, config.window()), output -> scores(output.getFloatBuffer()));
        int best = best(scores);
        for (int i = 0; i < scores.length; i++) {
            boolean holds = config.kind() == ClassifierConfig.Kind.ONE ? i == best : scores[i] >= TRUE;
            boolean flagged = holds && !config.benign().contains(labels.get(i));
            all.add(new Judgement(labels.get(i), scores[i], flagged, start, end));
        }
    }

    /** At a space near the middle, so that no word is cut. */
    private static int middle(String text, int start, int end) {
        int middle = start + (end - start) / 2;
        int space = text.lastIndexOf(' ', middle);
        int cut = space > start + (end - start) / 4 ? space : middle;
        return Character.isLowSurrogate(text.charAt(cut)) ? cut + 1 : cut;
    }

    private double[] scores(FloatBuffer logits) throws OrtException {
        if (logits.remaining() != labels.size()) {
            throw new OrtException("it answers with " + logits.remaining() + " numbers, and has " + labels.size()
                    + " labels: set 'labels'");
        }
        double[] scores = new double[labels.size()];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = logits.get(i);
            largest = Math.max(largest, scores[i]);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = config.kind() == ClassifierConfig.Kind.ONE
                    ? Math.exp(scores[i] - largest)
                    : 1 / (1 + Math.exp(-scores[i]));
            sum += scores[i];
        }
        for (int i = 0; i < scores.length && config.kind() == ClassifierConfig.Kind.ONE; i++) {
            scores[i] /= sum;
        }
        return scores;
    }

    private static int best(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
