package dev.sluice.api.model;

import dev.sluice.api.Usage;
import java.math.BigDecimal;

/**
 * What a token of each kind costs: US dollars per million tokens, as providers list them.
 *
 * @param input of the prompt, neither cached nor audio nor pictures
 * @param output of the answer, neither reasoning nor audio nor pictures
 * @param cachedInput read from the provider's prompt cache
 * @param cacheWrite written to the provider's prompt cache
 * @param longCacheWrite written to it to be kept for an hour
 * @param reasoning of the answer's reasoning
 * @param audioInput of the prompt's sound
 * @param audioOutput of the answer's sound
 * @param imageInput of the prompt's pictures
 * @param imageOutput of the answer's pictures
 */
public record Rates(
        BigDecimal input,
        BigDecimal output,
        BigDecimal cachedInput,
        BigDecimal cacheWrite,
        BigDecimal longCacheWrite,
        BigDecimal reasoning,
        BigDecimal audioInput,
        BigDecimal audioOutput,
        BigDecimal imageInput,
        BigDecimal imageOutput) {

    private static final int PER_MILLION = 6;

    /**
     * Plain rates: every token of the prompt costs the same, and every token of the answer.
     *
     * @param input dollars per million tokens of the prompt
     * @param output dollars per million tokens of the answer
     * @return the rates
     */
    public static Rates of(String input, String output) {
        BigDecimal in = new BigDecimal(input);
        BigDecimal out = new BigDecimal(output);
        return new Rates(in, out, in, in, in, out, in, out, in, out);
    }

    /**
     * What tokens cost. The special kinds are taken out of the sums that {@link Usage} holds before these are charged, so that no
     * token is paid for twice; where their figures contradict the sum, they are paid for only as far as it goes.
     *
     * @param usage the tokens
     * @return US dollars, exact
     */
    public BigDecimal cost(Usage usage) {
        Bill prompt = new Bill(usage.input());
        prompt.charge(usage.cachedInput(), cachedInput);
        prompt.charge(usage.longCacheWrite(), longCacheWrite);
        prompt.charge(usage.cacheWrite() - usage.longCacheWrite(), cacheWrite);
        prompt.charge(usage.audioInput(), audioInput);
        prompt.charge(usage.imageInput(), imageInput);
        Bill answer = new Bill(usage.output());
        answer.charge(usage.audioOutput(), audioOutput);
        answer.charge(usage.imageOutput(), imageOutput);
        answer.charge(usage.reasoning(), reasoning);
        return prompt.total(input).add(answer.total(output)).movePointLeft(PER_MILLION);
    }

    /** Tokens of which some have been charged. */
    private static final class Bill {

        private long left;
        private BigDecimal sum = BigDecimal.ZERO;

        Bill(long tokens) {
            left = Math.max(0, tokens);
        }

        void charge(long tokens, BigDecimal rate) {
            long charged = Math.clamp(tokens, 0, left);
            left -= charged;
            sum = sum.add(rate.multiply(BigDecimal.valueOf(charged)));
        }

        BigDecimal total(BigDecimal rate) {
            charge(left, rate);
            return sum;
        }
    }
}
