package dev.sluice.plugins.redact.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * No text makes an entity slow: four times the text takes about four times the time, where quadratic work would take sixteen. The
 * texts are made of what the entity's own patterns match, nearly match and begin with, over and over.
 */
class WorstInputTest {

    /** Of the processor, not of the wall: others may be using it. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final int LARGE = 100 * 1024;
    private static final int SMALL = LARGE / 4;
    private static final double TOO_STEEP = 10;

    /** In which quadratic work on a large text is far from done. */
    private static final Duration NOTHING = Duration.ofMillis(50);

    private static final int TRIES = 4;
    private static final List<String> ALWAYS = List.of("1", "1 ", "a1-", "@a.", "x://y:");

    @TestFactory
    Stream<DynamicTest> takesLinearTime() {
        return Detectors.CATALOGUE.all().stream()
                .map(entity -> DynamicTest.dynamicTest(entity.name(), () -> isLinear(entity)));
    }

    private static void isLinear(Entity entity) {
        Detector detector = Detectors.of(Stream.of(entity));
        Stream.of(
                        ALWAYS.stream(),
                        entity.examples().stream().flatMap(WorstInputTest::parts),
                        entity.rules().stream().flatMap(WorstInputTest::begun))
                .flatMap(parts -> parts)
                .distinct()
                .forEach(part -> assertThat(steepness(detector, part))
                        .as("%s over and over", part)
                        .isLessThan(TOO_STEEP));
    }

    private static Stream<String> parts(Entity.Example example) {
        return example.found().stream()
                .flatMap(value -> Stream.of(value + " ", value.substring(0, value.length() - 1)));
    }

    /** What makes a rule look, and then nothing that it looks for. */
    private static Stream<String> begun(Rule rule) {
        return rule.cues().stream().limit(1).flatMap(cue -> Stream.of(cue, cue + "a ", "a" + cue + "1"));
    }

    /** How much longer the larger text takes, at best: a pause of the machine makes a try look worse, never better. */
    private static double steepness(Detector detector, String part) {
        String large = part.repeat(LARGE / part.length());
        double best = Double.MAX_VALUE;
        for (int i = 0; i < TRIES && best >= TOO_STEEP; i++) {
            long more = nanos(detector, large);
            if (more < NOTHING.toNanos()) {
                return 0;
            }
            best = Math.min(best, (double) more / nanos(detector, large.substring(0, SMALL)));
        }
        return best;
    }

    private static long nanos(Detector detector, String text) {
        long start = CLOCK.getCurrentThreadCpuTime();
        assertThat(detector.scan(text)).isNotNull();
        return Math.max(1, CLOCK.getCurrentThreadCpuTime() - start);
    }
}
