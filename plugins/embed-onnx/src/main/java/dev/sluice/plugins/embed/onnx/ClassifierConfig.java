package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A classifier from a path. */
@Doc("A model of the BERT family that judges texts as a whole (sequence classification), exported to ONNX.")
public record ClassifierConfig(
        @Doc("The model's .onnx file.") Path model,

        @Doc("Its tokenizer.json, of the WordPiece kind; beside the model, unless set.") @Nullable Path tokenizer,

        @Doc("Its labels, in the order of its outputs; those of the config.json beside the model, unless set.")
        List<String> labels,

        @Doc("Labels that mean that nothing was found.") List<String> benign,

        @Default("one") @Doc("Whether one label is true of a text, or any number of them.")
        Kind kind,

        @Default("510")
        @Min(8) @Max(8190) @Doc("Tokens that it reads at a time; longer texts are judged piece by piece.")
        int window,

        @Doc("Until an answer is given up, the wait for its turn included.") @Default("2s")
        Duration timeout,

        @Doc("Texts that wait for their turn; more are turned away.") @Default("256") @Min(0) @Max(100_000) int waiting,

        @Default("0")
        @Min(0) @Max(256) @Doc(
                "Threads that it computes on; 0 for half the processors where calls are served, and all of them in a command such as index.")
        int threads) {

    public ClassifierConfig {
        labels = List.copyOf(labels);
        benign = List.copyOf(benign);
    }

    /** What a model's outputs mean together. */
    @Doc("What a model's outputs mean together.")
    public enum Kind {
        @Doc("One label is true: their scores add up to 1 (softmax).")
        ONE,
        @Doc("Each label is true or not, whatever the others are (sigmoid).")
        ANY
    }

    Path tokenizerFile() {
        return tokenizer != null ? tokenizer : model.resolveSibling("tokenizer.json");
    }

    Path labelsFile() {
        return model.resolveSibling("config.json");
    }
}
