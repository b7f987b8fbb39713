package dev.sluice.plugins.cache;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The texts and numbers of a document, each as often as it stands there. Codecs read what they know, and overlook here and there what
 * they do not expect; where all leaves of a document have arrived in what was read of it, nothing was overlooked.
 *
 * @param counts of texts, and of numbers as doubles
 * @param odd whether there is something else: truths, nothings, empty objects and lists, which say something by being there
 */
record Leaves(Map<Object, Integer> counts, boolean odd) {

    /** Words for what a message is, by the names that they stand under in every dialect: what was read has its own for these. */
    private static final Map<String, Set<String>> SHAPES = Map.of(
            "role", Set.of("system", "user", "assistant", "model"),
            "type", Set.of("text", "input_text", "output_text", "message"));

    /** Has to stand beside each text of the model's in responses. */
    private static final String NOTES = "annotations";

    /** Those of a document. What is empty or false at its top is what many SDKs write for what nobody has asked for. */
    static Leaves of(Obj document) {
        Walk walk = new Walk();
        document.stream().filter(member -> !isEmpty(member.value())).forEach(walk::member);
        return new Leaves(walk.counts, walk.odd);
    }

    /** These. */
    static Leaves of(Stream<String> texts, Stream<? extends Number> numbers) {
        Walk walk = new Walk();
        texts.forEach(walk::count);
        numbers.forEach(number -> walk.count(number.doubleValue()));
        return new Leaves(walk.counts, false);
    }

    private static boolean isEmpty(Json value) {
        return switch (value) {
            case Null nothing -> true;
            case Bool truth -> truth == Bool.FALSE;
            case Obj object -> object.isEmpty();
            case Arr array -> array.isEmpty();
            default -> false;
        };
    }

    /** Goes through a document. */
    private static final class Walk {
        private final Map<Object, Integer> counts = new HashMap<>();
        private boolean odd;

        void member(Member member) {
            boolean shape = member.value() instanceof Str word
                    && SHAPES.getOrDefault(member.name(), Set.of()).contains(word.value());
            boolean none = member.name().equals(NOTES) && isEmpty(member.value());
            if (!shape && !none) {
                value(member.value());
            }
        }

        private void value(Json value) {
            switch (value) {
                case Str text -> count(text.value());
                case Num number -> count(number.asDouble());
                case Obj object when !object.isEmpty() -> object.forEach(this::member);
                case Arr array when !array.isEmpty() -> array.forEach(this::value);
                default -> odd = true;
            }
        }

        void count(Object leaf) {
            counts.merge(leaf, 1, Integer::sum);
        }
    }
}
