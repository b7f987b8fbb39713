package dev.sluice.plugins.embed.http;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A model of another server. */
@Doc("A model of any server that has OpenAI's endpoint for embeddings.")
public record HttpEmbedConfig(
        @Doc("The endpoint, such as https://api.openai.com/v1/embeddings.")
        URI url,

        @Doc("The model's name there.") String model,

        @Doc("Sent as a bearer token.") @Nullable Secret apiKey,

        @Doc("Dimensions of its vectors: asked for, and checked. Found out by a first request, unless set.")
        @Min(1) @Max(65_536) @Nullable Integer dimensions,

        @Default("512")
        @Min(8) @Max(131_072) @Doc("Tokens of a text that it reads; what is longer is cut into chunks, or not compared.")
        int window,

        @Default("64") @Min(1) @Max(2_048) @Doc("Texts in one request.")
        int batch,

        @Default("4") @Min(1) @Max(256) @Doc("Requests at a time.")
        int parallel,

        @Default("30s") @Doc("Until a request is given up.") Duration timeout,

        @Default("64MiB") @Doc("The largest reply that is read.")
        DataSize maxReply,

        @Default("''") @Doc("What the model wants before a question, such as 'query: '.")
        String queryPrefix,

        @Default("''") @Doc("What it wants before a passage, such as 'passage: '.")
        String passagePrefix) {

    public HttpEmbedConfig {
        String scheme = url.getScheme();
        if (!"https".equals(scheme) && !"http".equals(scheme)) {
            throw new IllegalArgumentException("expected a url that begins with https:// or http://, found " + url);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("expected a timeout of more than 0s, found " + timeout);
        }
    }

    /** What its vectors are made by: another server's model of the same name counts as the same. */
    String name() {
        return model + (dimensions == null ? "" : "/" + dimensions) + "/" + queryPrefix + "/" + passagePrefix;
    }
}
