package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A model from a path. */
@Doc("Any embedding model of the BERT family that was exported to ONNX.")
public record OnnxConfig(
        @Doc("The model's .onnx file.") Path model,

        @Doc("Its tokenizer.json, of the WordPiece kind; beside the model, unless set.") @Nullable Path tokenizer,

        @Default("mean") @Doc("How the vectors of a text's tokens become one.")
        Pooling pooling,

        @Default("510") @Min(8) @Max(8190) @Doc("Tokens of a text that it reads.")
        int window,

        @Default("''") @Doc("What it wants before a question, such as 'query: '.")
        String queryPrefix,

        @Default("''") @Doc("What it wants before a passage, such as 'passage: '.")
        String passagePrefix,

        @Default("0")
        @Min(0) @Max(256) @Doc(
                "Threads that it computes on; 0 for half the processors where calls are served, and all of them in a command such as index.")
        int threads) {

    /** How the vectors of a text's tokens become one. */
    public enum Pooling {
        /** Their mean: sentence-transformers' models. */
        MEAN,
        /** The first one's: the bge family. */
        CLS
    }

    Path tokenizerFile() {
        return tokenizer != null ? tokenizer : model.resolveSibling("tokenizer.json");
    }
}
