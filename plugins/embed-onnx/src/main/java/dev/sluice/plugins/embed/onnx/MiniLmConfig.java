package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;

/** How the model in the jar runs. */
@Doc("all-MiniLM-L6-v2, quantised, out of the plugin's jar: 384 dimensions, English above all.")
public record MiniLmConfig(
        @Default("0") @Min(0) @Max(256) @Doc("Threads that it computes on; 0 for half the processors.")
        int threads) {

    static int threads(int configured) {
        return configured > 0 ? configured : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
