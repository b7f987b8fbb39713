package dev.sluice.api;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that a call used, each counted once, whatever the provider's way of summing.
 *
 * @param input all tokens of the prompt, cached ones included
 * @param output all tokens generated, reasoning included
 * @param cachedInput those of {@code input} that were read from the provider's prompt cache
 * @param cacheWrite those of {@code input} that were written to the provider's prompt cache
 * @param longCacheWrite those of {@code cacheWrite} that the cache keeps for an hour, which costs more than the usual minutes
 * @param reasoning those of {@code output} that were reasoning
 * @param audioInput those of {@code input} that were audio
 * @param audioOutput those of {@code output} that were audio
 * @param imageInput those of {@code input} that were pictures, moving ones included
 * @param imageOutput those of {@code output} that were pictures, moving ones included
 * @param estimated whether the figures were counted here because the provider sent none
 * @param tier how the call was served, in the provider's word ({@code flex}, {@code priority}, {@code batch}), which its price depends
 *     on; empty for as usual
 */
public record Usage(
        long input,
        long output,
        long cachedInput,
        long cacheWrite,
        long longCacheWrite,
        long reasoning,
        long audioInput,
        long audioOutput,
        long imageInput,
        long imageOutput,
        boolean estimated,
        String tier) {

    /** No tokens at all. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0, false);

    private static final Set<String> USUAL = Set.of("", "auto", "default", "standard", "standard_only", "on_demand");

    /**
     * Usage of a call that was served as usual.
     *
     * @param input all tokens of the prompt
     * @param output all tokens generated
     * @param cachedInput read from the cache
     * @param cacheWrite written to the cache
     * @param longCacheWrite written to the cache for an hour
     * @param reasoning of the output
     * @param audioInput of the input
     * @param audioOutput of the output
     * @param imageInput of the input
     * @param imageOutput of the output
     * @param estimated whether the figures were counted here
     */
    public Usage(
            long input,
            long output,
            long cachedInput,
            long cacheWrite,
            long longCacheWrite,
            long reasoning,
            long audioInput,
            long audioOutput,
            long imageInput,
            long imageOutput,
            boolean estimated) {
        this(
                input,
                output,
                cachedInput,
                cacheWrite,
                longCacheWrite,
                reasoning,
                audioInput,
                audioOutput,
                imageInput,
                imageOutput,
                estimated,
                "");
    }

    /**
     * Usage without pictures, of which nothing was written to a cache for an hour.
     *
     * @param input all tokens of the prompt
     * @param output all tokens generated
     * @param cachedInput read from the cache
     * @param cacheWrite written to the cache
     * @param reasoning of the output
     * @param audioInput of the input
     * @param audioOutput of the output
     * @param estimated whether the figures were counted here
     */
    public Usage(
            long input,
            long output,
            long cachedInput,
            long cacheWrite,
            long reasoning,
            long audioInput,
            long audioOutput,
            boolean estimated) {
        this(input, output, cachedInput, cacheWrite, 0, reasoning, audioInput, audioOutput, estimated);
    }

    /**
     * Usage without pictures.
     *
     * @param input all tokens of the prompt
     * @param output all tokens generated
     * @param cachedInput read from the cache
     * @param cacheWrite written to the cache
     * @param longCacheWrite written to the cache for an hour
     * @param reasoning of the output
     * @param audioInput of the input
     * @param audioOutput of the output
     * @param estimated whether the figures were counted here
     */
    public Usage(
            long input,
            long output,
            long cachedInput,
            long cacheWrite,
            long longCacheWrite,
            long reasoning,
            long audioInput,
            long audioOutput,
            boolean estimated) {
        this(
                input,
                output,
                cachedInput,
                cacheWrite,
                longCacheWrite,
                reasoning,
                audioInput,
                audioOutput,
                0,
                0,
                estimated);
    }

    /**
     * This usage with pictures among its tokens.
     *
     * @param read of the input
     * @param made of the output
     * @return a copy
     */
    public Usage withImages(long read, long made) {
        return new Usage(
                input,
                output,
                cachedInput,
                cacheWrite,
                longCacheWrite,
                reasoning,
                audioInput,
                audioOutput,
                read,
                made,
                estimated,
                tier);
    }

    /**
     * This usage of a call that was served in some way.
     *
     * @param word the provider's, of any case; null or one that means as usual ({@code default}, {@code standard}) for none
     * @return a copy, or this if nothing changes
     */
    public Usage withTier(@Nullable String word) {
        String said = word == null ? "" : word.toLowerCase(Locale.ROOT);
        String served = USUAL.contains(said) ? "" : said;
        if (served.equals(tier)) {
            return this;
        }
        return new Usage(
                input,
                output,
                cachedInput,
                cacheWrite,
                longCacheWrite,
                reasoning,
                audioInput,
                audioOutput,
                imageInput,
                imageOutput,
                estimated,
                served);
    }

    /**
     * Plain usage.
     *
     * @param input tokens of the prompt
     * @param output tokens generated
     * @return the usage, as the provider reported it
     */
    public static Usage of(long input, long output) {
        return new Usage(input, output, 0, 0, 0, 0, 0, false);
    }

    /**
     * This usage and another one together.
     *
     * @param other of another part of the same
     * @return the sums, estimated if one of both is; served as this one was
     */
    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                output + other.output,
                cachedInput + other.cachedInput,
                cacheWrite + other.cacheWrite,
                longCacheWrite + other.longCacheWrite,
                reasoning + other.reasoning,
                audioInput + other.audioInput,
                audioOutput + other.audioOutput,
                imageInput + other.imageInput,
                imageOutput + other.imageOutput,
                estimated || other.estimated,
                tier);
    }

    /**
     * Those of the input and the output that were sound or pictures.
     *
     * @return 0 where there were only words
     */
    public long media() {
        return audioInput + audioOutput + imageInput + imageOutput;
    }

    /**
     * Everything together.
     *
     * @return input and output tokens
     */
    public long total() {
        return input + output;
    }
}
