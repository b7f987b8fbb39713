package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbedderFactory;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** Makes embedders that read tokens, not texts, by the model in this jar or one from a path. */
@Extension
public final class StaticFactory implements EmbedderFactory<StaticConfig> {

    /** Holds all 30,522 tokens of BERT in English, of 384 dimensions each. */
    private static final int MOST_BYTES = 64 << 20;

    @Override
    public String name() {
        return "static";
    }

    @Override
    public Class<StaticConfig> configType() {
        return StaticConfig.class;
    }

    @Override
    public Future<Embedder> create(StaticConfig config, PluginContext context) {
        return context.blocking(() -> {
            StaticModel model = load(config.model(), config.tokenizer(), context);
            Embedder embedder = OnnxEmbedder.start(model, MiniLmConfig.threads(config.threads(), context), context);
            context.onClose(() -> context.blocking(() -> saved(model)));
            return embedder;
        });
    }

    private static StaticModel load(@Nullable Path model, @Nullable Path tokenizer, PluginContext context)
            throws IOException {
        if (model != null) {
            Path words = tokenizer != null ? tokenizer : model.resolveSibling("tokenizer.json");
            return load(model.getFileName().toString(), Files.readAllBytes(model), Files.readAllBytes(words), context);
        }
        if (tokenizer != null) {
            throw new IllegalArgumentException("Expected 'model' beside 'tokenizer', found " + tokenizer
                    + " alone: set both, or neither for the model in the jar.");
        }
        return load(
                MiniLmFactory.NAME,
                MiniLmFactory.resource(MiniLmFactory.NAME + ".onnx"),
                MiniLmFactory.resource(MiniLmFactory.NAME + "-tokenizer.json"),
                context);
    }

    private static StaticModel load(String file, byte[] model, byte[] tokenizer, PluginContext context) {
        String name = file + "@" + ModelShape.digest(model, tokenizer);
        return StaticModel.load(
                model, WordPiece.read(tokenizer), name, context.dataFolder(), MOST_BYTES, context.logger()::warn);
    }

    private static @Nullable Void saved(StaticModel model) {
        model.save();
        return null;
    }
}
