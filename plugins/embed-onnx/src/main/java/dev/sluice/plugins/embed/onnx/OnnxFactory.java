package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbedderFactory;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.nio.file.Files;
import org.pf4j.Extension;

/** Makes embedders of models from a path. */
@Extension
public final class OnnxFactory implements EmbedderFactory<OnnxConfig> {

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public Class<OnnxConfig> configType() {
        return OnnxConfig.class;
    }

    @Override
    public Future<Embedder> create(OnnxConfig config, PluginContext context) {
        return context.blocking(() -> {
            byte[] tokenizer = Files.readAllBytes(config.tokenizerFile());
            byte[] weights = Files.readAllBytes(config.model());
            ModelShape shape = ModelShape.of(config, weights, tokenizer);
            OnnxModel model = OnnxModel.load(weights, WordPiece.read(tokenizer), shape);
            return OnnxEmbedder.start(model, MiniLmConfig.threads(config.threads(), context), context);
        });
    }
}
