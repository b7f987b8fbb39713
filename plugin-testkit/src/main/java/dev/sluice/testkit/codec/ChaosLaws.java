package dev.sluice.testkit.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Documents of any shape: real ones in which anything may have become anything else. */
final class ChaosLaws {

    private static final int TRIES = 300;
    private static final List<Json> OTHERS = List.of(
            Json.from(null),
            Json.of("x"),
            Json.of(-1),
            Json.of(1e300),
            Json.of(true),
            Json.array(),
            Json.array(Json.from(null)),
            Json.object().build());

    private ChaosLaws() {}

    static Stream<DynamicNode> of(Subject subject) {
        Map<String, Consumer<RandomGenerator>> laws = Map.of(
                "any request is read, or refused", random -> readsARequest(subject, random),
                "any reply is read, or refused", random -> readsAReply(subject, random),
                "any event is read", random -> readsAnEvent(subject, random));
        return laws.entrySet().stream()
                .map(law -> DynamicTest.dynamicTest(
                        law.getKey(),
                        () -> IntStream.range(0, TRIES)
                                .forEach(seed -> law.getValue().accept(new SplittableRandom(seed)))));
    }

    private static void readsARequest(Subject subject, RandomGenerator random) {
        Obj written = subject.codec().writeRequest(RequestSamples.mixed(random.nextInt()), new Losses());
        Obj mangled = (Obj) mangled(written, random);

        readOrRefused(() ->
                assertThat(subject.codec().readRequest(mangled, new Losses())).isNotNull());
    }

    private static void readsAReply(Subject subject, RandomGenerator random) {
        Obj written = subject.codec().writeReply(ReplySamples.mixed(random.nextInt()), Asked.UNKNOWN, new Losses());
        Obj mangled = (Obj) mangled(written, random);

        readOrRefused(() ->
                assertThat(subject.codec().readReply(mangled, new Losses())).isNotNull());
    }

    private static void readsAnEvent(Subject subject, RandomGenerator random) {
        ChatReader reader = subject.codec().reader(new Losses());
        for (Event event : subject.written(ReplySamples.mixed(random.nextInt()).events(), new Losses())) {
            reader.read(mangled(event, random), said -> assertThat(said).isNotNull());
        }
        reader.end(random.nextBoolean(), said -> assertThat(said).isNotNull());
    }

    private static void readOrRefused(Runnable reading) {
        try {
            reading.run();
        } catch (CallError refused) {
            assertThat(refused.message()).isNotBlank();
        }
    }

    private static Event mangled(Event event, RandomGenerator random) {
        try {
            return event.withData(mangled(event.json(), random));
        } catch (dev.sluice.api.json.JsonSyntaxException e) {
            return event; // Such as [DONE].
        }
    }

    /** The value with, on the average, one of twenty members exchanged for something else; the top stays an object. */
    private static Json mangled(Json value, RandomGenerator random) {
        return switch (value) {
            case Obj object -> {
                Obj edited = object;
                for (var member : object) {
                    edited = edited.with(member.name(), exchanged(member.value(), random));
                }
                yield edited;
            }
            case Arr array -> array.map(item -> exchanged(item, random));
            default -> value;
        };
    }

    private static Json exchanged(Json value, RandomGenerator random) {
        return random.nextInt(20) == 0 ? OTHERS.get(random.nextInt(OTHERS.size())) : mangled(value, random);
    }
}
