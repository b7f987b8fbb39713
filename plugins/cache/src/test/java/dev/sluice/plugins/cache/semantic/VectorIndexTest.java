package dev.sluice.plugins.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import dev.sluice.plugins.cache.semantic.VectorIndex.Near;
import dev.sluice.plugins.cache.semantic.VectorIndex.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VectorIndexTest {

    private static final int DIMENSIONS = 16;
    private static final Wording WORDING = new Gates().wording("any");

    @Property(tries = 50)
    void findsTheNearestWhateverCameAndWent(@ForAll Random random, @ForAll @IntRange(min = 1, max = 300) int count) {
        VectorIndex index = new VectorIndex(1_000);
        Map<String, float[]> there = new HashMap<>();
        for (int i = 0; i < count; i++) {
            add(index, there, "q" + i, vector(random));
            if (random.nextInt(3) == 0) {
                String gone = List.copyOf(there.keySet()).get(random.nextInt(there.size()));
                there.remove(gone);
                index.remove(question(gone, Long.MAX_VALUE));
            }
        }
        float[] asked = vector(random);

        List<Near> near = index.search("c", asked, -1, 5, 0);

        List<String> expected = there.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, float[]> one) -> -dot(one.getValue(), asked)))
                .limit(5)
                .map(Map.Entry::getKey)
                .toList();
        assertThat(near).extracting(one -> one.question().id()).containsExactlyElementsOf(expected);
        assertThat(index.size()).isEqualTo(index.size("c")).isEqualTo(there.size());
    }

    @Test
    void forgetsTheOldestWhenThereAreTooMany() {
        VectorIndex index = new VectorIndex(100);
        Random random = new Random(1);
        List<float[]> vectors = new ArrayList<>();
        IntStream.range(0, 150).forEach(i -> {
            vectors.add(vector(random));
            index.add(question("q" + i, Long.MAX_VALUE), vectors.get(i));
        });

        assertThat(index.size()).isEqualTo(100);
        assertThat(index.search("c", vectors.get(49), 0.999, 1, 0)).isEmpty();
        assertThat(index.search("c", vectors.get(50), 0.999, 1, 0))
                .first()
                .extracting(Near::cosine)
                .asInstanceOf(DOUBLE)
                .isCloseTo(1, within(1e-5));
    }

    @Test
    void findsNothingThatIsTooOld() {
        VectorIndex index = new VectorIndex(10);
        float[] vector = vector(new Random(1));
        index.add(question("old", 1_000), vector);

        assertThat(index.search("c", vector, 0, 1, 999)).hasSize(1);
        assertThat(index.search("c", vector, 0, 1, 1_000)).isEmpty();
        assertThat(index.size()).isZero();
    }

    @Test
    void keepsOneThatWasAnsweredAnewForAsLongAsTheNewAnswer() {
        VectorIndex index = new VectorIndex(10);
        float[] vector = vector(new Random(1));
        index.add(question("q", 1_000), vector);

        index.add(question("q", 2_000), vector);
        index.add(question("q", 500), vector);

        assertThat(index.size()).isOne();
        assertThat(index.search("c", vector, 0, 2, 1_500)).hasSize(1);
    }

    @Test
    void keepsCompartmentsApart() {
        VectorIndex index = new VectorIndex(10);
        float[] vector = vector(new Random(1));
        index.add(question("q", Long.MAX_VALUE), vector);

        assertThat(index.search("other", vector, -1, 1, 0)).isEmpty();
        assertThat(index.size("other")).isZero();
    }

    private static void add(VectorIndex index, Map<String, float[]> there, String id, float[] vector) {
        there.put(id, vector);
        index.add(question(id, Long.MAX_VALUE), vector);
        index.add(question(id, Long.MAX_VALUE), vector);
    }

    private static Question question(String id, long expiresAt) {
        return new Question("c", id, WORDING, expiresAt);
    }

    private static float[] vector(Random random) {
        float[] vector = new float[DIMENSIONS];
        double square = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
            square += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
