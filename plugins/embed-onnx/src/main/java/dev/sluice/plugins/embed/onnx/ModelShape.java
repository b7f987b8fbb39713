package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.plugins.embed.onnx.OnnxConfig.Pooling;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How a model is used, which its file does not say.
 *
 * @param name its name, with all that changes its vectors
 * @param pooling how the vectors of tokens become one
 * @param window tokens that it reads, without the two that mark begin and end
 * @param queryPrefix what it wants before a question
 * @param passagePrefix what it wants before a passage
 */
record ModelShape(String name, Pooling pooling, int window, String queryPrefix, String passagePrefix) {

    private static final int DIGEST_BYTES = 8;

    static ModelShape miniLm(String name) {
        return new ModelShape(name, Pooling.MEAN, 510, "", "");
    }

    /** Of a model from a path: nearly all that can be had are called {@code model.onnx}, so what is in its files tells it from others. */
    static ModelShape of(OnnxConfig config, byte[] model, byte[] tokenizer) {
        String name = config.model().getFileName() + "@" + digest(model, tokenizer) + "/" + config.pooling() + "/"
                + config.window() + "/" + config.queryPrefix() + "/" + config.passagePrefix();
        return new ModelShape(name, config.pooling(), config.window(), config.queryPrefix(), config.passagePrefix());
    }

    static String digest(byte[] model, byte[] tokenizer) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(model);
            return HexFormat.of().formatHex(digest.digest(tokenizer), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    String prefixed(Purpose purpose, String text) {
        return switch (purpose) {
            case QUERY -> queryPrefix + text;
            case PASSAGE -> passagePrefix + text;
        };
    }
}
