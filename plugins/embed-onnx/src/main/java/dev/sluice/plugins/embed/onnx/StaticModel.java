package dev.sluice.plugins.embed.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.sluice.api.embed.Embedder.Purpose;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Vectors of tokens instead of texts: each token is read alone by a model, once, and a text is the weighted mean of its tokens. So a text costs
 * microseconds, whatever its length, and the order of its words is lost.
 *
 * <p>A token is read when it first comes, and kept in a file over the process's end. What all tokens have in common is taken off before they
 * are weighed, and guessed from a thousand of them when the model is first loaded.
 */
final class StaticModel implements TextModel {

    /** Of the method: changed with everything here, and in {@link TokenWeights}, that changes vectors. */
    private static final String METHOD = "static-1";

    private static final int SAMPLE = 1_000;
    private static final int WHOLE = Integer.MAX_VALUE - 1;

    private final BertSession session;
    private final WordPiece words;
    private final String name;
    private final float[] weights;
    private final float[] common;
    private final TokenTable known;
    private final TokenFile file;
    private volatile int saved;

    private StaticModel(BertSession session, WordPiece words, String name, TokenFile file, int mostBytes)
            throws OrtException {
        this.session = session;
        this.words = words;
        this.name = name;
        this.weights = TokenWeights.of(words.vocabulary());
        TokenFile.Kept kept = file.read(weights.length, mostBytes);
        this.common = kept == null ? common() : kept.common();
        this.known =
                kept == null ? new TokenTable(weights.length, TokenFile.room(mostBytes, common.length)) : kept.table();
        this.file = file;
        this.saved = known.size();
    }

    /**
     * Loads a model and has it read a thousand tokens, which takes about a second with MiniLM.
     *
     * @param name of the model, with all that tells it from others
     * @param folder where vectors of tokens are kept for the next process
     * @param mostBytes that they may take; those that come when it is full are read each time that they come
     * @param warnings is told if that file is of no use
     * @throws IllegalArgumentException if ONNX Runtime cannot make use of it, or it does not answer with a vector for each token
     */
    static StaticModel load(
            byte[] model, WordPiece words, String name, Path folder, int mostBytes, Consumer<String> warnings) {
        String method = METHOD + "/" + name;
        TokenFile file = new TokenFile(folder.resolve("tokens"), method, warnings);
        try {
            return new StaticModel(BertSession.load(model), words, method, file, mostBytes);
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    "Expected a model that takes input_ids and attention_mask and answers with a vector for each token, but "
                            + name + " cannot be run: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int dimensions() {
        return common.length;
    }

    @Override
    public int window() {
        return WHOLE;
    }

    @Override
    public int tokens(String text) {
        return words.count(text);
    }

    /** {@inheritDoc} Of what has no token that weighs something, an empty text for one, it is the first axis. */
    @Override
    public float[] vector(Purpose purpose, String text) throws OrtException {
        float[] sum = new float[common.length];
        long[] marked = words.encode(text, WHOLE);
        for (int i = 1; i < marked.length - 1; i++) {
            int token = (int) marked[i];
            if (weights[token] > 0) {
                add(weighed(token), sum);
            }
        }
        return Lengths.oneOrAxis(sum);
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    /** Keeps what was read since it was loaded for the next process; texts may be read meanwhile. Blocks. */
    void save() {
        int size = known.size();
        if (size > saved) {
            file.write(common, known);
            saved = size;
        }
    }

    /** Two threads may read the same token: they find the same. */
    private float[] weighed(int token) throws OrtException {
        float[] found = known.find(token);
        if (found != null) {
            return found;
        }
        float[] read = read(token);
        for (int i = 0; i < read.length; i++) {
            read[i] = (read[i] - common[i]) * weights[token];
        }
        known.keep(token, read);
        return read;
    }

    private float[] common() throws OrtException {
        int[] tokens = IntStream.range(0, weights.length)
                .filter(token -> weights[token] > 0)
                .toArray();
        if (tokens.length == 0) {
            throw new OrtException("its tokenizer knows no words");
        }
        int step = Math.max(1, tokens.length / SAMPLE);
        float[] sum = read(tokens[0]);
        int count = 1;
        for (int i = step; i < tokens.length; i += step) {
            add(read(tokens[i]), sum);
            count++;
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= count;
        }
        return sum;
    }

    private float[] read(int token) throws OrtException {
        return session.run(words.alone(token), StaticModel::middle);
    }

    /** The vector of the token between the marks of begin and end. */
    private static float[] middle(OnnxTensor output) throws OrtException {
        long[] shape = output.getInfo().getShape();
        if (shape.length != 3 || shape[1] != 3) {
            throw new OrtException("it answers with numbers of the shape " + Arrays.toString(shape));
        }
        float[] vector = new float[(int) shape[2]];
        output.getFloatBuffer().get(vector.length, vector);
        return Lengths.one(vector);
    }

    private static void add(float[] vector, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector[i];
        }
    }
}
