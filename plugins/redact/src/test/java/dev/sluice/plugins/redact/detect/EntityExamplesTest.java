package dev.sluice.plugins.redact.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** An error that says that a name stands for nothing sends its reader there. */
    @Test
    void theDocumentationNamesEveryEntity() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "plugins", "redact.md"));

        assertThat(Detectors.CATALOGUE.all())
                .allSatisfy(entity -> assertThat(page).contains("`" + entity.name() + "`"));
    }

    /** Printed without its check digit it is found beside a word, but a look-alike has to keep to the check. */
    @Test
    void isNoIdentifierByItselfForItsFormAlone() {
        Entity card = Detectors.CATALOGUE.all().stream()
                .filter(entity -> entity.name().equals("de-id-card"))
                .findFirst()
                .orElseThrow();

        assertThat(card.isValid("L01X00T44")).isTrue();
        assertThat(card.isValid("C01234567")).isFalse();
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
