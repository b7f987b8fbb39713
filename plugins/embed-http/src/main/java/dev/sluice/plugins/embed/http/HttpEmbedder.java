package dev.sluice.plugins.embed.http;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbeddingModel;
import io.vertx.core.Future;
import java.util.List;

/** Has a server embed texts; its vectors are brought to length 1 here, whatever the server does. */
final class HttpEmbedder implements Embedder {

    /** Latin letters in a token are about four; three makes the estimate rather too high. */
    private static final int LETTERS_PER_TOKEN = 3;

    private final HttpEmbedConfig config;
    private final Endpoint endpoint;
    private final EmbeddingModel model;

    HttpEmbedder(HttpEmbedConfig config, Endpoint endpoint, int dimensions) {
        this.config = config;
        this.endpoint = endpoint;
        this.model = new EmbeddingModel(config.name(), dimensions, config.window(), config.batch(), config.parallel());
    }

    @Override
    public EmbeddingModel model() {
        return model;
    }

    @Override
    public Future<List<float[]>> embed(Purpose purpose, List<String> texts) {
        String prefix = switch (purpose) {
            case QUERY -> config.queryPrefix();
            case PASSAGE -> config.passagePrefix();
        };
        List<String> prefixed = prefix.isEmpty()
                ? texts
                : texts.stream().map(text -> prefix + text).toList();
        return endpoint.vectors(prefixed).map(vectors -> {
            vectors.forEach(HttpEmbedder::normalise);
            return vectors;
        });
    }

    /** Every sign beyond ASCII counts as a token of its own. */
    @Override
    public int tokens(String text) {
        long beyond = text.codePoints().filter(point -> point > 127).count();
        return (int) ((text.length() - beyond + LETTERS_PER_TOKEN - 1) / LETTERS_PER_TOKEN + beyond);
    }

    private static void normalise(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        float length = (float) Math.max(Math.sqrt(square), 1e-12);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
    }
}
