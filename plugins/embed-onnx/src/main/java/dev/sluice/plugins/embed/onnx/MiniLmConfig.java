package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.plugin.PluginContext;

/** How the model in the jar runs. */
@Doc("all-MiniLM-L6-v2, quantised, out of the plugin's jar: 384 dimensions, English above all.")
public record MiniLmConfig(
        @Default("0")
        @Min(0) @Max(256) @Doc(
                "Threads that it computes on; 0 for half the processors where calls are served, and all of them in a command such as index.")
        int threads) {

    static int threads(int configured, PluginContext context) {
        return configured > 0 ? configured : context.spareProcessors();
    }
}
