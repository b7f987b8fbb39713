package dev.sluice.api.retrieve;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for, by whom, and how.
 *
 * @param text the words; not blank
 * @param vector the words' vector, of length 1; null to search by words alone
 * @param asker for whom
 * @param conditions what has to hold of a document's metadata, all of them
 * @param fusion how the two halves become one list
 * @param limit most passages that are wanted, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // A vector; searches are never compared.
public record Search(
        String text, float @Nullable [] vector, Asker asker, List<Condition> conditions, Fusion fusion, int limit) {

    /** Stands for all tenants: who has no tenant's documents finds those that are everybody's. */
    public static final String EVERYBODY = "*";

    /** Written out, since a compact one loses in its class file that there may be no vector. */
    public Search(
            String text, float @Nullable [] vector, Asker asker, List<Condition> conditions, Fusion fusion, int limit) {
        this.text = text;
        this.vector = vector;
        this.asker = asker;
        this.conditions = List.copyOf(conditions);
        this.fusion = fusion;
        this.limit = limit;
    }

    /**
     * Who asks. A document is found by its own tenant, or is {@linkplain #EVERYBODY everybody's}; and if it has labels, by who has one of them.
     *
     * @param tenant whose documents may be found
     * @param labels {@code key=value} pairs that the caller has
     */
    public record Asker(String tenant, Set<String> labels) {

        public Asker {
            labels = Set.copyOf(labels);
        }

        /**
         * A caller's.
         *
         * @param tenant the caller's
         * @param labels the caller's, by key
         * @return whom to search for
         */
        public static Asker of(String tenant, Map<String, String> labels) {
            return new Asker(
                    tenant,
                    labels.entrySet().stream()
                            .map(label -> label.getKey() + "=" + label.getValue())
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }

    /**
     * What has to hold of one field.
     *
     * @param field its name
     * @param anyOf one of these values; empty for any
     * @param min the smallest number, or the earliest moment in seconds since 1970; null for none
     * @param max the largest; null for none
     */
    public record Condition(
            String field,
            Set<String> anyOf,
            @Nullable Double min,
            @Nullable Double max) {

        public Condition {
            anyOf = Set.copyOf(anyOf);
        }
    }

    /**
     * Reciprocal rank fusion: a passage's score is the sum over the halves of weight / (constant + rank).
     *
     * @param candidates passages that each half brings
     * @param constant the larger, the less the first places count (Cormack, Clarke and Büttcher 2009 found 60)
     * @param words the weight of the half that searches words; 0 leaves it out
     * @param vectors the weight of the half that searches vectors; 0 leaves it out
     */
    public record Fusion(int candidates, int constant, double words, double vectors) {

        /** Both halves alike. */
        public static final Fusion DEFAULT = new Fusion(50, 60, 1, 1);
    }
}
