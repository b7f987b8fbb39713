package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.plugins.embed.onnx.OnnxConfig.Pooling;

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

    static ModelShape miniLm(String name) {
        return new ModelShape(name, Pooling.MEAN, 510, "", "");
    }

    static ModelShape of(OnnxConfig config) {
        String name = config.model().getFileName() + "/" + config.pooling() + "/" + config.window() + "/"
                + config.queryPrefix() + "/" + config.passagePrefix();
        return new ModelShape(name, config.pooling(), config.window(), config.queryPrefix(), config.passagePrefix());
    }

    String prefixed(Purpose purpose, String text) {
        return switch (purpose) {
            case QUERY -> queryPrefix + text;
            case PASSAGE -> passagePrefix + text;
        };
    }
}
