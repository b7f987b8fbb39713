package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbedderFactory;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.pf4j.Extension;

/** Makes the embedder that needs no file and no config: the model in this jar. */
@Extension
public final class MiniLmFactory implements EmbedderFactory<MiniLmConfig> {

    static final String NAME = "all-minilm-l6-v2-q";

    @Override
    public String name() {
        return "minilm";
    }

    @Override
    public Class<MiniLmConfig> configType() {
        return MiniLmConfig.class;
    }

    @Override
    public boolean standsIn() {
        return true;
    }

    @Override
    public Future<Embedder> create(MiniLmConfig config, PluginContext context) {
        return context.blocking(() -> {
            WordPiece words = WordPiece.read(resource(NAME + "-tokenizer.json"));
            OnnxModel model = OnnxModel.load(resource(NAME + ".onnx"), words, ModelShape.miniLm(NAME));
            return OnnxEmbedder.start(model, MiniLmConfig.threads(config.threads(), context), context);
        });
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = MiniLmFactory.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new FileNotFoundException(
                        "expected " + name + " in the plugin's jar, found none: build it again");
            }
            return in.readAllBytes();
        }
    }
}
