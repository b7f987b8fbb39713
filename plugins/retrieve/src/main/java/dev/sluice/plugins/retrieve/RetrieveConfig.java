package dev.sluice.plugins.retrieve;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Shorthand;
import dev.sluice.api.retrieve.Search;
import dev.sluice.plugins.retrieve.index.Question;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is searched for, and how it is laid before the model. */
@Doc("Lays what documents say to the question before the model, as numbered sources.")
@Shorthand("collection")
public record RetrieveConfig(
        @Doc("A collection of this file.") @Nullable String collection,

        @Doc("In the place of a collection: a name below 'retrievers' of this file.") @Nullable String retriever,

        @Default("4") @Min(1) @Max(100) @Doc("Most chunks that are laid before the model.")
        int topK,

        @Default("2000") @Min(50) @Doc("Most tokens that they take together.")
        int maxTokens,

        @Default("0.3")
        @Min(0) @Max(1) @Doc("Chunks that are less relevant are left out, all of them if need be; 0 to 1.")
        double floor,

        @Default("last-turn") @Doc("What is searched for.") Query query,

        @Doc("What has to hold of a document's metadata.") List<FilterSettings> filters,

        @Default("user") @Doc("Whose words the sources are to the model; they are untrusted, so rarely system.")
        InjectAs role,

        @Doc("What stands around the sources, with {sources} for them; the built-in text unless set.") @Nullable String template,

        @Default("{}") @Doc("How the list of chunks comes about.")
        RankingSettings ranking,

        @Default("3s") @Doc("How long the question's vector is waited for; without it, the search goes by words alone.")
        Duration vectorsWithin,

        @Doc("Has a reranker put what was found in order; without it, the search's own order holds.") @Nullable RerankSettings rerank,

        @Default("on-request") @Doc("Whether replies say what they cite, in their dialect's own shape.")
        Citations citations,

        @Default("{}") @Doc("Whether the answer is checked against the sources.")
        GroundingSettings grounding) {

    public RetrieveConfig {
        filters = List.copyOf(filters);
        if ((collection == null) == (retriever == null)) {
            throw new IllegalArgumentException("expected a collection or a retriever, found "
                    + (collection == null ? "neither" : "both") + ": name one of them");
        }
        if (template != null && !template.contains("{sources}")) {
            throw new IllegalArgumentException("expected a template with {sources} in it, found one without");
        }
    }

    /** What is searched, as the config names it. */
    String source() {
        return Objects.requireNonNullElse(collection, String.valueOf(retriever));
    }

    /** What is searched for. */
    public enum Query {
        /** The user's last message. */
        LAST_TURN,
        /** The user's last messages, the last one first: for questions that lean on what was said before. */
        CONVERSATION,
        /** The user's last message, and where it leans on what was asked before, the words of that which tell the most. */
        CONDENSED
    }

    /** Whether replies say what they cite. */
    public enum Citations {
        /** Never. */
        OFF,
        /** To calls with the header {@code x-sluice-citations: true}. */
        ON_REQUEST,
        /** Always. */
        ALWAYS
    }

    /** Whose words the sources are. */
    public enum InjectAs {
        /** The user's. */
        USER,
        /** The application's. */
        SYSTEM
    }

    /** What has to hold of one field. */
    @Doc("What has to hold of one field.")
    public record FilterSettings(
            @Doc("The field's name.") String field,
            @Doc("One of these values.") Set<String> anyOf,

            @Doc("The smallest number, or the earliest moment in seconds.") @Nullable Double min,

            @Doc("The largest.") @Nullable Double max) {

        Search.Condition condition() {
            return new Search.Condition(field, anyOf, min, max);
        }
    }

    /** How the list of chunks comes about. */
    @Doc("How the list of chunks comes about.")
    public record RankingSettings(
            @Default("50") @Min(1) @Max(1000) @Doc("Chunks that each half of the search brings.")
            int candidates,

            @Default("scores") @Doc("By what both lists become one. What a retriever fuses, it fuses by ranks.")
            Question.Fuse fuse,

            @Default("60")
            @Min(1) @Doc("Reciprocal rank fusion's constant: the larger, the less the first places count.")
            int rrf,

            @Default("1") @Min(0) @Doc("Weight of the search by words (BM25).")
            double words,

            @Default("1.5") @Min(0) @Doc("Weight of the search by vectors.")
            double vectors,

            @Default("0") @Min(0) @Max(1) @Doc("How much a chunk loses that says what one before it says.")
            double diversity,

            @Default("0") @Min(0) @Max(1) @Doc("How much of its score a chunk loses with age.")
            double recency,

            @Default("180d") @Doc("Age at which half of that is lost.")
            Duration halfLife) {

        public RankingSettings {
            if (words == 0 && vectors == 0) {
                throw new IllegalArgumentException(
                        "expected a weight above 0 for words or for vectors, found 0 for both: nothing would be found");
            }
        }

        Search.Fusion fusion() {
            return new Search.Fusion(candidates, rrf, words, vectors);
        }

        /** Whether it asks for what only an index in the process has. */
        boolean isOwn() {
            return diversity > 0 || recency > 0;
        }

        Question.Ranking complete(Question.Ranking fused) {
            return new Question.Ranking(
                    fused.candidates(),
                    fuse,
                    fused.constant(),
                    fused.wordWeight(),
                    fused.vectorWeight(),
                    diversity,
                    recency,
                    halfLife);
        }
    }

    /** Who puts what was found in order. */
    @Doc("Has a reranker put what was found in order.")
    @Shorthand("by")
    public record RerankSettings(
            @Doc("Its name below 'rerankers' in the config.")
            String by,

            @Default("30") @Min(1) @Max(1000) @Doc("Chunks that it is given: the first of those that reach the floor.")
            int candidates,

            @Default("0")
            @Doc("Chunks that it finds less relevant are left out; what its numbers mean depends on the model.")
            double floor) {}

    /** Whether the answer is checked against the sources. */
    @Doc("Whether the answer is checked against the sources.")
    public record GroundingSettings(
            @Default("off") @Doc("What becomes of an answer that the sources do not support.")
            GroundingPolicy policy,

            @Default("0.65") @Min(0) @Max(1) @Doc("Least support, 0 to 1, that an answer has to have.")
            double threshold,

            @Default("This answer may not be supported by the documents.")
            @Doc("What the policies notice and ask-again put below it.")
            String notice,

            @Default("false")
            @Doc("Whether it counts, too, how like a sentence's vector is to those of what the sources say; where the"
                    + " collection has an embedder.")
            boolean vectors,

            @Default("2s")
            @Doc(
                    "How long vectors are waited for: those of a whole answer, or of what ends together in a stream. The rest"
                            + " goes by its words.")
            Duration vectorsWithin) {}

    /** What becomes of an answer that the sources do not support. */
    public enum GroundingPolicy {
        /** It is not checked. */
        OFF,
        /** The score is put into the record, and into the header of a whole reply. */
        LABEL,
        /** A notice is put below it. */
        NOTICE,
        /**
         * The model is asked once more, with what it has said; if that is not supported either, a notice is put below it. A stream is not asked for again:
         * it has a notice.
         */
        ASK_AGAIN,
        /** The client gets an error in its place; of a stream, in the place of its rest. */
        BLOCK
    }
}
