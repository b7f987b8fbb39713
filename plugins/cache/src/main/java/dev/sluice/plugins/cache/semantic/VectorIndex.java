package dev.sluice.plugins.cache.semantic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Questions by their vectors, each in its compartment: only what else asks the same of the same is ever compared. So many in all; the oldest go first.
 * Used on any thread.
 *
 * <p>Every vector of a compartment is looked at: a compartment holds thousands, not millions, and what is exact can be trusted. Vectors lie in blocks,
 * dimension by dimension, so that the inner loop adds up many cosines side by side and the JIT makes vector instructions of it.
 */
public final class VectorIndex {

    private final int most;
    private final Map<String, Compartment> compartments = new HashMap<>();
    private final Deque<Item> byAge = new ArrayDeque<>();
    private final Map<String, Item> items = new HashMap<>();

    /** An index that holds at most so many questions. */
    public VectorIndex(int most) {
        this.most = most;
    }

    /**
     * A question that was answered.
     *
     * @param compartment what it is compared with
     * @param id where its answer lies
     * @param wording for the gates
     * @param expiresAt in milliseconds of the epoch
     */
    public record Question(String compartment, String id, Wording wording, long expiresAt) {}

    /** A question that is near, and how near. */
    public record Near(Question question, double cosine) {}

    /** A question in its place. */
    private static final class Item {
        private final Question question;
        private int place;

        Item(Question question, int place) {
            this.question = question;
            this.place = place;
        }
    }

    /** Adds one; in the place of the same one, if it expires later. */
    public synchronized void add(Question question, float[] vector) {
        Item before = items.get(question.id());
        if (before != null && before.question.expiresAt() >= question.expiresAt()) {
            return;
        }
        if (before != null) {
            remove(before);
        } else if (items.size() == most) {
            remove(byAge.getFirst());
        }
        Compartment compartment =
                compartments.computeIfAbsent(question.compartment(), name -> new Compartment(vector.length));
        Item item = new Item(question, compartment.items.size());
        compartment.add(item, vector);
        items.put(question.id(), item);
        byAge.addLast(item);
    }

    /** Removes one; has no effect if it is not there. */
    public synchronized void remove(Question question) {
        Compartment compartment = compartments.get(question.compartment());
        if (compartment != null) {
            compartment.items.stream()
                    .filter(item -> item.question.id().equals(question.id()))
                    .findFirst()
                    .ifPresent(this::remove);
        }
    }

    /** How many there are. */
    public synchronized int size() {
        return items.size();
    }

    /** How many a search of a compartment looks at. */
    public synchronized int size(String name) {
        Compartment compartment = compartments.get(name);
        return compartment == null ? 0 : compartment.items.size();
    }

    /**
     * Finds what is near.
     *
     * @param compartment where
     * @param vector of length 1
     * @param least the least cosine
     * @param count how many at most
     * @param now in milliseconds of the epoch
     * @return nearest first
     */
    public synchronized List<Near> search(String compartment, float[] vector, double least, int count, long now) {
        Compartment here = compartments.get(compartment);
        if (here == null) {
            return List.of();
        }
        List<Near> near = here.near(vector, least).stream()
                .filter(one -> one.question().expiresAt() > now)
                .sorted(Comparator.comparingDouble(Near::cosine).reversed())
                .limit(count)
                .toList();
        while (!byAge.isEmpty() && byAge.getFirst().question.expiresAt() <= now) {
            remove(byAge.getFirst());
        }
        return near;
    }

    private void remove(Item item) {
        Compartment compartment = compartments.get(item.question.compartment());
        if (compartment != null) {
            compartment.remove(item.place);
            if (compartment.items.isEmpty()) {
                compartments.remove(item.question.compartment());
            }
        }
        byAge.remove(item);
        items.remove(item.question.id());
    }

    /** Questions that are compared with each other. */
    private static final class Compartment {

        private static final int BLOCK = 64;

        private final int dimensions;
        private final List<Item> items = new ArrayList<>();
        private final List<float[]> blocks = new ArrayList<>();

        Compartment(int dimensions) {
            this.dimensions = dimensions;
        }

        void add(Item item, float[] vector) {
            if (items.size() == blocks.size() * BLOCK) {
                blocks.add(new float[dimensions * BLOCK]);
            }
            items.add(item);
            for (int d = 0; d < dimensions; d++) {
                block(item.place)[d * BLOCK + item.place % BLOCK] = vector[d];
            }
        }

        /** Puts the last into the place that becomes free. */
        void remove(int place) {
            Item last = items.removeLast();
            if (last.place != place) {
                for (int d = 0; d < dimensions; d++) {
                    block(place)[d * BLOCK + place % BLOCK] = block(last.place)[d * BLOCK + last.place % BLOCK];
                }
                last.place = place;
                items.set(place, last);
            }
            if (items.size() <= (blocks.size() - 1) * BLOCK) {
                blocks.removeLast();
            }
        }

        List<Near> near(float[] vector, double least) {
            List<Near> near = new ArrayList<>();
            float[] cosines = new float[BLOCK];
            for (int b = 0; b < blocks.size(); b++) {
                cosines(blocks.get(b), vector, cosines);
                int count = Math.min(BLOCK, items.size() - b * BLOCK);
                for (int i = 0; i < count; i++) {
                    if (cosines[i] >= least) {
                        near.add(new Near(items.get(b * BLOCK + i).question, cosines[i]));
                    }
                }
            }
            return near;
        }

        private static void cosines(float[] block, float[] vector, float[] sums) {
            Arrays.fill(sums, 0);
            for (int d = 0; d < vector.length; d++) {
                float value = vector[d];
                int row = d * BLOCK;
                for (int i = 0; i < BLOCK; i++) {
                    sums[i] += value * block[row + i];
                }
            }
        }

        private float[] block(int place) {
            return blocks.get(place / BLOCK);
        }
    }
}
