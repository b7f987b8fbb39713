package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import io.vertx.core.Future;
import java.util.List;

/** Judges by a model in the process. The host gives it one text for each thread at a time. */
record OnnxClassifier(ClassifierModel model, ModelThreads threads, Limits limits) implements Classifier {

    @Override
    public Future<List<Judgement>> classify(String text) {
        return threads.run(() -> model.judge(text));
    }
}
