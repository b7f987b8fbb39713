package dev.sluice.plugins.redact.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every entity finds what its entry says it finds, and nothing where its entry says so. */
class EntityExamplesTest {

    @TestFactory
    Stream<DynamicTest> keepsItsEntry() {
        return Detectors.CATALOGUE.all().stream()
                .flatMap(entity -> entity.examples().stream()
                        .map(example -> DynamicTest.dynamicTest(
                                entity.name() + ": " + example.text(), () -> keeps(entity, example))));
    }

    @Test
    void everyEntityHasAnExampleOfEachKind() {
        assertThat(Detectors.CATALOGUE.all())
                .allSatisfy(entity -> assertThat(entity.examples())
                        .as(entity.name())
                        .anyMatch(example -> example.found().isEmpty())
                        .anyMatch(example -> !example.found().isEmpty()));
    }

    private static void keeps(Entity entity, Entity.Example example) {
        String text = example.text().replace("\\n", "\n");

        List<String> found = Detectors.of(Stream.of(entity)).scan(text).stream()
                .map(finding -> finding.in(text))
                .toList();

        assertThat(found)
                .isEqualTo(example.found().stream()
                        .map(value -> value.replace("\\n", "\n"))
                        .toList());
    }
}
