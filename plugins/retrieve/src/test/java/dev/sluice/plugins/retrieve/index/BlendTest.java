package dev.sluice.plugins.retrieve.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlendTest {

    @Test
    void countsByHowMuchOneIsBetterThanTheNext() {
        // given
        Blend blend = new Blend();
        blend.add(scores(10, 9.9, 0), 1);
        blend.add(scores(0.1, 0.9, 0.8), 1);
        // when
        List<Map.Entry<Integer, Double>> ranked = blend.ranked();
        // then
        assertThat(ranked).extracting(Map.Entry::getKey).containsExactly(2, 1, 3);
        assertThat(ranked).extracting(Map.Entry::getValue).allMatch(score -> score >= 0 && score <= 1);
    }

    @Test
    void weighsTheHalves() {
        // given
        Blend blend = new Blend();
        blend.add(scores(1, 0), 1);
        blend.add(scores(0, 1), 3);
        // when
        List<Map.Entry<Integer, Double>> ranked = blend.ranked();
        // then
        assertThat(ranked).containsExactly(Map.entry(2, 0.75), Map.entry(1, 0.25));
    }

    @Test
    void givesTheMostWhereAllAreAlike() {
        // given
        Blend blend = new Blend();
        blend.add(scores(0.3), 1);
        blend.add(scores(7), 1.5);
        // when
        List<Map.Entry<Integer, Double>> ranked = blend.ranked();
        // then
        assertThat(ranked).containsExactly(Map.entry(1, 1.0));
    }

    /** Of the documents 1, 2 and so on. */
    private static Map<Integer, Double> scores(double... scores) {
        Map<Integer, Double> half = new LinkedHashMap<>();
        for (double score : scores) {
            half.put(half.size() + 1, score);
        }
        return half;
    }
}
