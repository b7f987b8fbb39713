package dev.sluice.api;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Says what a provider's reply has used and what that costs. Asked when the reply has ended, by whoever looks on, who are all told the
 * same. On the call's event loop; takes a bounded time.
 */
public interface Metering {

    /** Nobody knows more than the reply tells, nor what it costs. */
    Metering NONE = new Metering() {
        @Override
        public @Nullable Usage complete(@Nullable Usage told) {
            return told;
        }

        @Override
        public @Nullable BigDecimal cost(Usage usage) {
            return null;
        }
    };

    /**
     * What the provider has told. A translated reply is not the provider's own: it leaves out what its dialect has no words for, and
     * says zero where it must say something, so there what was read before it was translated counts.
     *
     * @param read what the reply's document tells; null if nothing
     * @return what counts: {@code read}, unless the provider's own words are known
     */
    default @Nullable Usage told(@Nullable Usage read) {
        return read;
    }

    /**
     * Estimates what a reply has used that does not tell, or was cut off before it had told all.
     *
     * @param told what it has told up to its end, as {@link #told} says; null if nothing
     * @return {@linkplain Usage#estimated() marked} as estimated; what was told where nothing can be said
     */
    @Nullable Usage complete(@Nullable Usage told);

    /**
     * What was used costs.
     *
     * @param usage the tokens
     * @return US dollars, exact; null where no price is known
     */
    @Nullable BigDecimal cost(Usage usage);

    /**
     * Whether {@link #cost} has to assume usual service, since no price is known of how the call was served.
     *
     * @param usage says how
     * @return true if so
     */
    default boolean assumes(Usage usage) {
        return false;
    }
}
