package dev.sluice.plugins.classify.language;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import java.time.Duration;

/** How much it takes on. */
@Doc("Tells in which of a hundred languages a text is, in the process.")
public record LanguageConfig(
        @Doc("Until an answer is given up, the wait for its turn included.") @Default("2s")
        Duration timeout,

        @Doc("Texts that are judged at a time.") @Default("8") @Min(1) @Max(256) int parallel,

        @Doc("Texts that wait for their turn; more are turned away.") @Default("1024") @Min(0) @Max(100_000) int waiting) {}
