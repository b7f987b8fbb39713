package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Vectors of tokens, taken from a model. */
@Doc(
        "Weighted means of tokens' vectors, each read by a model once: tens of times as fast as the model, and finds less. For large collections.")
public record StaticConfig(
        @Doc(
                "The .onnx file of an embedding model of the BERT family that tokens are read by; the model in the jar, unless set.")
        @Nullable Path model,

        @Doc("Its tokenizer.json, of the WordPiece kind; beside the model, unless set.") @Nullable Path tokenizer,

        @Default("0")
        @Min(0) @Max(256) @Doc(
                "Threads that it computes on; 0 for half the processors where calls are served, and all of them in a command such as index.")
        int threads) {}
