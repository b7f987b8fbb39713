package dev.sluice.plugins.embed.onnx;

import ai.onnxruntime.OrtException;
import dev.sluice.api.embed.Embedder.Purpose;

/** A loaded model: one text in, one vector of length 1 out. Thread-safe, and computes on the thread that asks. */
interface TextModel extends AutoCloseable {

    /** Changed with everything that changes its vectors. */
    String name();

    int dimensions();

    /** Tokens of a text that it reads. */
    int window();

    int tokens(String text);

    float[] vector(Purpose purpose, String text) throws OrtException;

    @Override
    void close() throws OrtException;
}
