package dev.sluice.plugins.retrieve;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Shorthand;
import dev.sluice.plugins.retrieve.stores.Bounds;
import dev.sluice.plugins.retrieve.stores.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What vector stores may take. */
@Doc(
        "Answers OpenAI's vector stores, the files in them, and file_search tools here instead of having the provider do it.")
@Shorthand("collection")
public record StoresConfig(
        @Doc("A collection of this file: how files are cut and searched. What retrieve finds there lies apart.")
        String collection,

        @Default("100") @Min(1) @Doc("Most stores of a tenant.")
        int maxStores,

        @Default("1000") @Min(1) @Max(10_000) @Doc("Most files of a tenant.")
        int maxFiles,

        @Default("1GiB") @Doc("Most bytes of a tenant's files.")
        DataSize maxBytes,

        @Default("64MiB") @Doc("Largest upload, whatever it is for: its purpose may stand behind the file.")
        DataSize maxFile,

        @Default("256MiB") @Doc("Most memory for all uploads that are being read.")
        DataSize uploads,

        @Default("8") @Min(1) @Max(50) @Doc("Most chunks that a file_search tool brings where it does not say.")
        int topK,

        @Default("4000") @Min(50) @Doc("Most tokens that they take together.")
        int maxTokens,

        @Default("0") @Min(0) @Max(1) @Doc("Chunks that are less relevant are not laid before the model; 0 to 1.")
        double floor,

        @Default("3s")
        @Doc("How long the vector of what is searched for is waited for; without it, the search goes by words alone.")
        Duration vectorsWithin,

        @Doc(
                "Has a reranker put what was found in order, unless a search asks for the ranker none; without it, the search's own order holds.")
        RetrieveConfig.@Nullable RerankSettings rerank) {

    Limits limits() {
        return new Limits(new Bounds(maxStores, maxFiles, maxBytes.bytes()), maxFile.bytes(), uploads.bytes());
    }
}
