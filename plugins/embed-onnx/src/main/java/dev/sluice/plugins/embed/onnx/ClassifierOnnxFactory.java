package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.ClassifierFactory;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/** Makes classifiers of models from a path. */
@Extension
public final class ClassifierOnnxFactory implements ClassifierFactory<ClassifierConfig> {

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public Class<ClassifierConfig> configType() {
        return ClassifierConfig.class;
    }

    @Override
    public Future<Classifier> create(ClassifierConfig config, PluginContext context) {
        return context.blocking(() -> {
            WordPiece words = WordPiece.read(Files.readAllBytes(config.tokenizerFile()));
            List<String> labels = config.labels().isEmpty() ? labels(config) : config.labels();
            ClassifierModel model = ClassifierModel.load(Files.readAllBytes(config.model()), words, labels, config);
            int threads = MiniLmConfig.threads(config.threads(), context);
            return new OnnxClassifier(
                    model,
                    ModelThreads.start("classify", threads, model, context),
                    new Classifier.Limits(threads, config.waiting(), config.timeout()));
        });
    }

    /** As Hugging Face writes them: {@code {"id2label": {"0": "SAFE", "1": "INJECTION"}}}. */
    private static List<String> labels(ClassifierConfig config) throws IOException {
        Json file = Files.exists(config.labelsFile())
                ? Json.parse(Buffer.buffer(Files.readAllBytes(config.labelsFile())))
                : Json.object().build();
        Obj byId = file instanceof Obj object ? object.object("id2label") : null;
        List<String> labels = new ArrayList<>();
        for (Member label : byId == null ? List.<Member>of() : byId.members()) {
            if (!label.name().equals(Integer.toString(labels.size())) || !(label.value() instanceof Str name)) {
                throw new IllegalArgumentException("Expected labels by number, from 0 on, in " + config.labelsFile()
                        + ", found others: set 'labels'.");
            }
            labels.add(name.value());
        }
        if (labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected id2label in " + config.labelsFile() + ", found none: set 'labels'.");
        }
        return labels;
    }
}
