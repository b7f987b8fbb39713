package dev.sluice.plugins.embed.onnx;

import ai.onnxruntime.OrtException;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.plugins.embed.onnx.OnnxConfig.Pooling;
import java.nio.FloatBuffer;

/** A model that reads texts as a whole, up to its window. */
final class OnnxModel implements TextModel {

    private static final String PROBE = "probe";

    private final BertSession session;
    private final WordPiece words;
    private final ModelShape shape;
    private final int dimensions;

    private OnnxModel(BertSession session, WordPiece words, ModelShape shape) throws OrtException {
        this.session = session;
        this.words = words;
        this.shape = shape;
        this.dimensions = vector(Purpose.PASSAGE, PROBE).length;
    }

    /**
     * Loads a model and runs it once.
     *
     * @throws IllegalArgumentException if ONNX Runtime cannot make use of it
     */
    static OnnxModel load(byte[] model, WordPiece words, ModelShape shape) {
        try {
            return new OnnxModel(BertSession.load(model), words, shape);
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    "Expected a model that takes input_ids and attention_mask and answers with a vector for each token, but "
                            + shape.name() + " cannot be run: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public String name() {
        return shape.name();
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public int window() {
        return shape.window();
    }

    @Override
    public int tokens(String text) {
        return words.count(text);
    }

    @Override
    public float[] vector(Purpose purpose, String text) throws OrtException {
        long[] ids = words.encode(shape.prefixed(purpose, text), shape.window());
        return session.run(ids, output -> {
            long[] size = output.getInfo().getShape();
            return pooled(output.getFloatBuffer(), ids.length, (int) size[size.length - 1]);
        });
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    private float[] pooled(FloatBuffer tokens, int count, int width) {
        float[] vector = new float[width];
        float[] token = new float[width];
        int rows = shape.pooling() == Pooling.CLS ? 1 : count;
        for (int row = 0; row < rows; row++) {
            tokens.get(row * width, token);
            for (int i = 0; i < width; i++) {
                vector[i] += token[i];
            }
        }
        return Lengths.one(vector); // The mean's divisor falls away here.
    }
}
