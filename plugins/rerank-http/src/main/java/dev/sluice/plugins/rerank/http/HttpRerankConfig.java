package dev.sluice.plugins.rerank.http;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A reranker of another server. */
@Doc("A reranker of any server that has Cohere's endpoint for reranking.")
public record HttpRerankConfig(
        @Doc("The endpoint, such as https://api.cohere.com/v2/rerank.")
        URI url,

        @Doc("The model's name there, such as rerank-v3.5.") String model,

        @Doc("Sent as a bearer token.") @Nullable Secret apiKey,

        @Default("100") @Min(1) @Max(1000) @Doc("Most passages of one question.")
        int passages,

        @Default("8000") @Min(100) @Doc("Characters of a passage that are sent; the rest is left out.")
        int characters,

        @Default("2s") @Doc("Until an answer is given up, the wait for its turn included.")
        Duration timeout,

        @Default("16") @Min(1) @Max(1024) @Doc("Questions at a time.")
        int parallel,

        @Default("64") @Min(0) @Max(100_000) @Doc("Questions that wait for their turn; more are turned away.")
        int waiting,

        @Default("4MiB") @Doc("The largest reply that is read.")
        DataSize maxReply) {

    public HttpRerankConfig {
        String scheme = url.getScheme();
        if (!"https".equals(scheme) && !"http".equals(scheme)) {
            throw new IllegalArgumentException("expected a url that begins with https:// or http://, found " + url);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("expected a timeout of more than 0s, found " + timeout);
        }
    }
}
