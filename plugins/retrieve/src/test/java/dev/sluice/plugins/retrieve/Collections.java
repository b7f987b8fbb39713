package dev.sluice.plugins.retrieve;

import dev.sluice.api.config.DataSize;
import dev.sluice.plugins.retrieve.RetrieveConfig.GroundingPolicy;
import dev.sluice.plugins.retrieve.RetrieveConfig.GroundingSettings;
import dev.sluice.plugins.retrieve.RetrieveConfig.InjectAs;
import dev.sluice.plugins.retrieve.RetrieveConfig.Query;
import dev.sluice.plugins.retrieve.RetrieveConfig.RankingSettings;
import dev.sluice.plugins.retrieve.RetrieveConfig.RerankSettings;
import dev.sluice.plugins.retrieve.index.Question.Fuse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Configs for tests. */
final class Collections {

    private Collections() {}

    static CollectionConfig collection(@Nullable Path watch) {
        return collection(watch, CollectionConfig.Vectors.FLOAT);
    }

    static CollectionConfig byWords() {
        return collection(null, CollectionConfig.Vectors.NONE);
    }

    static CollectionConfig following(Path place) {
        return collection(null, place, CollectionConfig.Vectors.NONE);
    }

    private static CollectionConfig collection(@Nullable Path watch, CollectionConfig.Vectors vectors) {
        return collection(watch, null, vectors);
    }

    private static CollectionConfig collection(
            @Nullable Path watch, @Nullable Path follow, CollectionConfig.Vectors vectors) {
        return new CollectionConfig(
                watch,
                null,
                follow,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                "en",
                vectors,
                "*",
                100,
                0.15,
                0.9,
                0.4,
                new DataSize(8 << 20),
                new DataSize(1 << 20),
                Duration.ofSeconds(5));
    }

    static RetrieveConfig retrieve(double floor, GroundingPolicy policy) {
        return retrieve(floor, policy, null);
    }

    /** Of searching by words, for one chunk. */
    static RetrieveConfig asking(Query query) {
        return config(1, 0, query, GroundingPolicy.OFF, null);
    }

    static RetrieveConfig retrieve(double floor, GroundingPolicy policy, @Nullable RerankSettings rerank) {
        return config(2, floor, Query.LAST_TURN, policy, rerank);
    }

    /** Of checking answers by vectors, too, or by their words alone. */
    static RetrieveConfig checking(GroundingPolicy policy, boolean vectors) {
        return config(2, 0, Query.LAST_TURN, policy, null, ranking(1, 1.5), vectors);
    }

    static RetrieveConfig retrieve(RankingSettings ranking) {
        return config(2, 0, Query.LAST_TURN, GroundingPolicy.OFF, null, ranking, false);
    }

    static RankingSettings ranking(double words, double vectors) {
        return new RankingSettings(50, Fuse.SCORES, 60, words, vectors, 0, 0, Duration.ofDays(180));
    }

    private static RetrieveConfig config(
            int topK, double floor, Query query, GroundingPolicy policy, @Nullable RerankSettings rerank) {
        return config(topK, floor, query, policy, rerank, ranking(1, 1.5), false);
    }

    private static RetrieveConfig config(
            int topK,
            double floor,
            Query query,
            GroundingPolicy policy,
            @Nullable RerankSettings rerank,
            RankingSettings ranking,
            boolean vectors) {
        return new RetrieveConfig(
                "handbook",
                null,
                topK,
                500,
                floor,
                query,
                List.of(),
                InjectAs.USER,
                null,
                ranking,
                Duration.ofSeconds(3),
                rerank,
                RetrieveConfig.Citations.ON_REQUEST,
                new GroundingSettings(policy, 0.65, "Not sure.", vectors, Duration.ofSeconds(2)));
    }
}
