package dev.sluice.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PricesTest {

    private static final Rates RATES = new Rates(
            new BigDecimal("3"),
            new BigDecimal("15"),
            new BigDecimal("0.3"),
            new BigDecimal("3.75"),
            new BigDecimal("6"),
            new BigDecimal("20"),
            new BigDecimal("40"),
            new BigDecimal("80"),
            new BigDecimal("5"),
            new BigDecimal("90"));

    @Test
    void everyKindOfTokenIsPaidAtItsOwnRate() {
        Usage usage = new Usage(1000, 500, 600, 100, 200, 50, 25, false);

        assertThat(Prices.of(RATES).cost(usage))
                .isEqualByComparingTo(
                        dollars(250 * 3 + 600 * 0.3 + 100 * 3.75 + 50 * 40, 275 * 15 + 200 * 20 + 25 * 80));
    }

    @Test
    void picturesArePaidAtTheirOwnRate() {
        Usage usage = Usage.of(1000, 500).withImages(400, 300);

        assertThat(Prices.of(RATES).cost(usage)).isEqualByComparingTo(dollars(600 * 3 + 400 * 5, 200 * 15 + 300 * 90));
    }

    @Test
    void whatACacheKeepsForAnHourIsPaidAtItsOwnRate() {
        Usage usage = new Usage(1000, 0, 0, 300, 100, 0, 0, 0, false);

        assertThat(Prices.of(RATES).cost(usage)).isEqualByComparingTo(dollars(700 * 3 + 200 * 3.75 + 100 * 6, 0));
    }

    @Test
    void kindsThatContradictTheirSumArePaidOnlyAsFarAsItGoes() {
        Usage usage = new Usage(100, 0, 80, 80, 0, 80, 0, false);

        assertThat(Prices.of(RATES).cost(usage)).isEqualByComparingTo(dollars(80 * 0.3 + 20 * 3.75, 0));
    }

    @Test
    void aLongPromptIsPaidAtItsTierFromTheFirstTokenOn() {
        Prices prices = new Prices(
                List.of(new Prices.Tier(-1, Rates.of("1.25", "10")), new Prices.Tier(200_000, Rates.of("2.5", "15"))),
                Map.of("batch", new BigDecimal("0.5")));

        assertThat(prices.cost(Usage.of(200_000, 100))).isEqualByComparingTo("0.251");
        assertThat(prices.cost(Usage.of(200_001, 100))).isEqualByComparingTo("0.5015025");
        assertThat(prices.cost(Usage.of(200_000, 100).withTier("batch"))).isEqualByComparingTo("0.1255");
    }

    @Test
    void whatIsServedOtherwiseCostsItsShare() {
        Prices prices = new Prices(
                List.of(new Prices.Tier(-1, Rates.of("1", "10"))),
                Map.of("flex", new BigDecimal("0.5"), "priority", new BigDecimal("2")));
        Usage million = Usage.of(1_000_000, 0);

        assertThat(prices.cost(million.withTier("FLEX"))).isEqualByComparingTo("0.5");
        assertThat(prices.cost(million.withTier("priority"))).isEqualByComparingTo("2");
        assertThat(prices.cost(million.withTier("default"))).isEqualByComparingTo("1");
    }

    @Test
    void whatHasNoPriceOfItsOwnCostsAsUsualAndIsNotKnown() {
        Usage usage = Usage.of(1_000_000, 0).withTier("priority");

        assertThat(Prices.of(Rates.of("1", "10")).cost(usage)).isEqualByComparingTo("1");
        assertThat(Prices.of(Rates.of("1", "10")).isKnown(usage)).isFalse();
        assertThat(Prices.of(Rates.of("1", "10")).isKnown(usage.withTier(null))).isTrue();
    }

    @Property
    void plainRatesDoNotCareOfWhatKindTokensAre(
            @ForAll @LongRange(min = 0, max = 1_000_000) long input,
            @ForAll @LongRange(min = 0, max = 1_000_000) long output,
            @ForAll @LongRange(max = 1_000_000) long cached,
            @ForAll @LongRange(max = 1_000_000) long written,
            @ForAll @LongRange(max = 1_000_000) long reasoning) {
        Rates plain = Rates.of("3", "15");
        Usage usage = new Usage(input, output, cached, written, reasoning, 0, 0, false);

        assertThat(plain.cost(usage)).isEqualByComparingTo(plain.cost(Usage.of(input, output)));
    }

    private static BigDecimal dollars(double input, double output) {
        return BigDecimal.valueOf(input + output).movePointLeft(6);
    }
}
