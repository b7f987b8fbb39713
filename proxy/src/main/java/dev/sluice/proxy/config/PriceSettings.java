package dev.sluice.proxy.config;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Min;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a model costs. */
@Doc("What a model costs: US dollars per million tokens.")
public record PriceSettings(
        @Doc("A token of the prompt.") BigDecimal input,

        @Default("0") @Doc("A token of the answer.") BigDecimal output,

        @Nullable @Doc("A token read from the provider's prompt cache; as input, unless given.")
        BigDecimal cachedInput,

        @Nullable @Doc("A token written to the provider's prompt cache; as input, unless given.")
        BigDecimal cacheWrite,

        @Nullable @Doc("A token written to it to be kept for an hour; as cacheWrite, unless given.")
        BigDecimal longCacheWrite,

        @Nullable @Doc("A token of reasoning; as output, unless given.")
        BigDecimal reasoning,

        @Nullable @Doc("A token of sound in the prompt; as input, unless given.")
        BigDecimal audioInput,

        @Nullable @Doc("A token of sound in the answer; as output, unless given.")
        BigDecimal audioOutput,

        @Nullable @Doc("A token of a picture in the prompt; as input, unless given.")
        BigDecimal imageInput,

        @Nullable @Doc("A token of a picture in the answer; as output, unless given.")
        BigDecimal imageOutput,

        @Doc("Other prices for long prompts, which hold for the whole call.")
        List<TierSettings> tiers,

        @Nullable @Doc(
                "The share of these prices that a batch costs, such as 0.5; where it is not known, costs are marked as assumed.")
        BigDecimal batch,

        @Nullable @Doc("The share of these prices that a call costs whose reply says that it was served as 'flex'.")
        BigDecimal flex,

        @Nullable @Doc("The share of these prices that a call costs whose reply says that it was served with 'priority'.")
        BigDecimal priority,

        @Nullable @Doc("When this was last compared with the provider's list, as 2026-07-29.")
        String checked) {

    public PriceSettings {
        requireNoneBelowZero(input, output, cachedInput, cacheWrite, longCacheWrite);
        requireNoneBelowZero(reasoning, audioInput, audioOutput, imageInput, imageOutput, batch);
        requireNoneBelowZero(flex, priority);
        requireDate(checked);
        long before = 0;
        for (TierSettings tier : tiers) {
            if (tier.above() <= before) {
                throw new IllegalArgumentException("expected tiers whose 'above' ascends from one to the next");
            }
            before = tier.above();
        }
    }

    /** Prices for long prompts. */
    @Doc("Prices for long prompts.")
    public record TierSettings(
            @Min(1) @Doc("They hold for prompts of more tokens than this.")
            long above,

            @Doc("A token of the prompt.") BigDecimal input,

            @Doc("A token of the answer.") BigDecimal output,

            @Nullable @Doc("A token read from the provider's prompt cache; as input, unless given.")
            BigDecimal cachedInput,

            @Nullable @Doc("A token written to the provider's prompt cache; as input, unless given.")
            BigDecimal cacheWrite,

            @Nullable @Doc("A token written to it to be kept for an hour; as cacheWrite, unless given.")
            BigDecimal longCacheWrite) {

        public TierSettings {
            requireNoneBelowZero(input, output, cachedInput, cacheWrite, longCacheWrite);
        }
    }

    private static void requireNoneBelowZero(@Nullable BigDecimal... prices) {
        if (Stream.of(prices).filter(Objects::nonNull).anyMatch(price -> price.signum() < 0)) {
            throw new IllegalArgumentException("expected prices of at least 0");
        }
    }

    private static void requireDate(@Nullable String date) {
        if (date == null) {
            return;
        }
        try {
            LocalDate.parse(date);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("expected 'checked' to be a date such as 2026-07-29", e);
        }
    }
}
