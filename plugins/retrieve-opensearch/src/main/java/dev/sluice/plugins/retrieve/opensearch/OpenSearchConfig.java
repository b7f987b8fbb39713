package dev.sluice.plugins.retrieve.opensearch;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An index of passages in OpenSearch or Elasticsearch. */
@Doc("An index of passages in OpenSearch or Elasticsearch.")
public record OpenSearchConfig(
        @Doc("The cluster, such as https://search.internal:9200.")
        URI url,

        @Default("opensearch") @Doc("Which of the two it is: they ask for vectors differently.")
        Engine engine,

        @Default("chunks") @Doc("The index, or an alias.") String index,

        @Doc("Who reads it, by basic authentication.") @Nullable String user,

        @Doc("Their password.") @Nullable Secret password,

        @Doc("In the place of both, an API key as Elasticsearch encodes it.") @Nullable Secret apiKey,

        @Default("{}") @Doc("What the index's fields are called; '' for what it has not.")
        Fields fields,

        @Default("rows") @Doc("Who may find a passage.") AccessBy access,

        @Default("cosine") @Doc("How the field of vectors compares them, as its mapping says.")
        Similarity similarity,

        @Default("2s") @Doc("Until a search is given up, the wait for its turn included.")
        Duration timeout,

        @Default("16") @Min(1) @Max(1000) @Doc("Searches at a time.")
        int parallel,

        @Default("256") @Min(0) @Max(100_000) @Doc("Searches that wait for their turn; more are turned away.")
        int waiting,

        @Default("8MiB") @Doc("The largest reply that is read.")
        DataSize maxReply) {

    public OpenSearchConfig {
        String scheme = url.getScheme();
        if (!"https".equals(scheme) && !"http".equals(scheme)) {
            throw new IllegalArgumentException("expected a url that begins with https:// or http://, found " + url);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("expected a timeout of more than 0s, found " + timeout);
        }
        if (apiKey != null && user != null) {
            throw new IllegalArgumentException("expected a user or an api-key, found both: name one of them");
        }
        if (access == AccessBy.ROWS && fields.tenant().isEmpty()) {
            throw new IllegalArgumentException("expected a field that says whose a passage is, found none: name it as"
                    + " fields.tenant, or say 'access: everybody' if all callers of all tenants may find all");
        }
    }

    /** Which engine it is. */
    public enum Engine {
        /** OpenSearch with its k-NN plugin, which its distribution has. */
        OPENSEARCH,
        /** Elasticsearch from 8.0 on. */
        ELASTICSEARCH
    }

    /** Who may find a passage. */
    public enum AccessBy {
        /** Whom its tenant and its labels say. */
        ROWS,
        /** All callers of all tenants. */
        EVERYBODY
    }

    /** How vectors are compared, and what cosine a score stands for; vectors are of length 1. */
    public enum Similarity {
        /** {@code cosinesimil}, {@code cosine}, {@code dot_product}: half of one more than the cosine. */
        COSINE {
            @Override
            double cosine(double score) {
                return 2 * score - 1;
            }
        },
        /** {@code l2}, {@code l2_norm}: one by one more than the distance's square. */
        L2 {
            @Override
            double cosine(double score) {
                return 1 - (1 / score - 1) / 2;
            }
        },
        /** OpenSearch's {@code innerproduct}, Elasticsearch's {@code max_inner_product}: one more, or one by one less. */
        INNER_PRODUCT {
            @Override
            double cosine(double score) {
                return score >= 1 ? score - 1 : 1 - 1 / score;
            }
        };

        abstract double cosine(double score);
    }

    /** What the index's fields are called. */
    @Doc("What the index's fields are called.")
    public record Fields(
            @Default("document") @Doc("The document's id (keyword).")
            String id,

            @Default("number") @Doc("The passage's place in it, from 0 on.")
            String number,

            @Default("title") @Doc("The document's title, or ''.")
            String title,

            @Default("url") @Doc("Where people read the document, or ''.")
            String url,

            @Default("heading") @Doc("The headings above the passage, or ''.")
            String heading,

            @Default("text") @Doc("The passage.") String text,

            @Default("embedding") @Doc("Its vector (knn_vector, dense_vector), or '' to search by words alone.")
            String vector,

            @Default("tenant") @Doc("Whose it is (keyword); '*' in it for everybody's.")
            String tenant,

            @Default("labels")
            @Doc(
                    "Labels (keyword, such as team=hr) of which a caller has to have one; none of them for no condition, or ''.")
            String labels,

            @Default("metadata.") @Doc("What stands before the name of a field to filter by.")
            String metadata) {

        public Fields {
            if (id.isEmpty() || number.isEmpty() || text.isEmpty()) {
                throw new IllegalArgumentException("expected fields for id, number and text, found one without a name");
            }
        }
    }
}
