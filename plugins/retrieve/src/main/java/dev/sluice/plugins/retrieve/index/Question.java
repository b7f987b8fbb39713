package dev.sluice.plugins.retrieve.index;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for, by whom, and how.
 *
 * @param text the words
 * @param vector the words' vector; null to search by words alone
 * @param asker for whom
 * @param filters what has to hold of a document's metadata
 * @param ranking how the two halves become one list
 * @param limit most chunks that are wanted
 */
@SuppressWarnings("ArrayRecordComponent") // A vector; questions are never compared.
public record Question(
        String text, float @Nullable [] vector, Asker asker, List<Filter> filters, Ranking ranking, int limit) {

    /**
     * Who asks.
     *
     * @param tenant whose documents may be found, beside those that are everybody's
     * @param labels {@code key=value} pairs that the caller has
     */
    public record Asker(String tenant, Set<String> labels) {

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
                            .collect(java.util.stream.Collectors.toUnmodifiableSet()));
        }
    }

    /**
     * What has to hold of one field.
     *
     * @param field its name
     * @param anyOf one of these values; empty for any
     * @param min the smallest number or moment; null for none
     * @param max the largest; null for none
     */
    public record Filter(
            String field,
            Set<String> anyOf,
            @Nullable Double min,
            @Nullable Double max) {}

    /**
     * How the two halves become one list.
     *
     * @param candidates chunks that each half brings
     * @param fuse by what the two lists become one
     * @param constant of reciprocal rank fusion: the larger, the less the first places count (Cormack, Clarke and
     *     Büttcher 2009 found 60)
     * @param wordWeight the weight of the half that searches words
     * @param vectorWeight the weight of the half that searches vectors
     * @param diversity 0 to 1: how much a chunk loses that says what one before it says
     * @param recency 0 to 1: how much of its score a chunk loses with age
     * @param halfLife age at which half of that is lost
     */
    public record Ranking(
            int candidates,
            Fuse fuse,
            int constant,
            double wordWeight,
            double vectorWeight,
            double diversity,
            double recency,
            Duration halfLife) {

        /** By scores, nothing said twice or old left out. The weights were chosen on two collections: see docs/plugins/retrieve.md. */
        public static final Ranking DEFAULT = new Ranking(50, Fuse.SCORES, 60, 1, 1.5, 0, 0, Duration.ofDays(180));
    }

    /** By what two lists become one. */
    public enum Fuse {
        /** The scores of either half, from the lowest to the highest of the candidates. */
        SCORES,
        /** Their places: reciprocal rank fusion. */
        RANKS
    }
}
