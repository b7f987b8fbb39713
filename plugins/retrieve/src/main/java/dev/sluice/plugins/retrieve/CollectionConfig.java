package dev.sluice.plugins.retrieve;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.embed.EmbeddingModel;
import dev.sluice.plugins.retrieve.index.IndexSpec;
import dev.sluice.plugins.retrieve.ingest.Largest;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One collection of documents. */
@Doc("A collection of documents.")
public record CollectionConfig(
        @Doc("A folder that is kept in the collection: what is added, changed or removed there.") @Nullable Path watch,

        @Doc("A folder that other machines see, too, where the index is put for them to follow.") @Nullable Path publish,

        @Doc("A folder where another machine publishes this collection: it is searched here, and written there.")
        @Nullable Path follow,

        @Default("1s") @Doc("How often an index is published, or looked for.")
        Duration shareEvery,

        @Default("5s") @Doc("How often that folder is looked at.")
        Duration every,

        @Default("10s")
        @Doc(
                "How long the start, or a reload, waits until that folder is read for the first time; after that, calls are warned that it is not.")
        Duration readyWithin,

        @Default("en") @Doc("Language of its documents; any for several.")
        String language,

        @Default("float") @Doc("How vectors are kept; none to search by words alone.")
        Vectors vectors,

        @Default("'*'") @Doc("Tenant whose the watched documents are; * for everybody's.")
        String tenant,

        @Default("400") @Min(50) @Max(4000) @Doc("Tokens of a chunk, about.")
        int chunkTokens,

        @Default("0.15") @Min(0) @Max(0.5) @Doc("Share of a chunk that stands in the next one, too.")
        double overlap,

        @Default("1.2") @Min(0) @Doc("BM25: how much a word's repetition counts.")
        double k1,

        @Default("0.75") @Min(0) @Max(1) @Doc("BM25: how much a chunk's length counts.")
        double b,

        @Default("64MiB") @Doc("Largest document that is read.")
        DataSize maxDocument,

        @Default("10MiB") @Doc("Most text that is taken of a document.")
        DataSize maxText,

        @Default("30s") @Doc("Time to read one document.") Duration readTimeout) {

    /** The host gives a filter a minute to be made. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(45);

    public CollectionConfig {
        if (follow != null && (watch != null || publish != null)) {
            throw new IllegalArgumentException("expected follow alone, found it beside "
                    + (watch == null ? "publish" : "watch") + ": what is followed is written where it is published");
        }
        if (shareEvery.isNegative() || shareEvery.isZero()) {
            throw new IllegalArgumentException("expected share-every of more than 0s, found " + shareEvery);
        }
        if (readyWithin.isNegative() || readyWithin.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("expected ready-within from 0s to 45s, found " + readyWithin);
        }
    }

    /** How vectors are kept. */
    public enum Vectors {
        /** Not at all. */
        NONE,
        /** 4 bytes a dimension. */
        FLOAT,
        /** 1 byte a dimension for searching. */
        INT8,
        /** Half a byte a dimension for searching. */
        INT4
    }

    /** Whether it is published, or follows. */
    boolean isShared() {
        return publish != null || follow != null;
    }

    Largest largest() {
        return new Largest(maxDocument, maxText);
    }

    IndexSpec spec(@Nullable EmbeddingModel model) {
        IndexSpec.VectorStorage storage = vectors == Vectors.NONE
                ? IndexSpec.VectorStorage.FLOAT
                : IndexSpec.VectorStorage.valueOf(vectors.name());
        return new IndexSpec(language, (float) k1, (float) b, model, storage);
    }
}
