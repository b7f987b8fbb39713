package dev.sluice.plugins.classify.http;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A moderation model. */
@Doc("A moderation model, asked in the shape of OpenAI's moderation API.")
public record ModerationConfig(
        @Doc("The endpoint, such as https://api.openai.com/v1/moderations.")
        URI url,

        @Doc("Sent as a bearer token.") @Nullable Secret apiKey,

        @Doc("Which model is asked for.") @Default("omni-moderation-latest")
        String model,

        @Doc("Until an answer is given up, the wait for its turn included.") @Default("2s")
        Duration timeout,

        @Doc("Texts that are judged at a time.") @Default("32") @Min(1) @Max(1024) int parallel,

        @Doc("Texts that wait for their turn; more are turned away.") @Default("256") @Min(0) @Max(100_000) int waiting) {

    public ModerationConfig {
        Urls.check(url, timeout);
    }
}
