package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.retrieve.Passage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a reply's header says of sources. */
class SourcesTest {

    @Test
    void namesEachSourceInTheHeader() {
        Sources sources = new Sources("hand book", List.of(passage("a/b"), passage("é")));

        assertThat(sources.header()).isEqualTo("hand%20book/a/b#3;relevance=0.50, hand%20book/%C3%A9#3;relevance=0.50");
    }

    @Test
    void keepsTheHeaderWithinWhatClientsTake() {
        // given
        List<Passage> found = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            found.add(passage("\u6587".repeat(60) + i));
        }
        // when
        String header = new Sources("handbook", found).header();
        // then
        assertThat(header).hasSizeLessThan(2_100).endsWith("2#3;relevance=0.50, and 7 more");
    }

    @Test
    void countsASourceThatDoesNotFitByItself() {
        Sources sources = new Sources("handbook", List.of(passage("\u6587".repeat(1_000)), passage("a")));

        assertThat(sources.header()).isEqualTo("and 2 more");
    }

    private static Passage passage(String id) {
        return new Passage(id, 3, "", "", "", "text", 0.5);
    }
}
