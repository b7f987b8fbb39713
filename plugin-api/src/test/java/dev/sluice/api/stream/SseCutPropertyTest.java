package dev.sluice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The law of framing: how a stream is cut changes nothing that it says. */
class SseCutPropertyTest {
    @Property(tries = 500)
    void soupOfLineEndsIsTheSameInAnyPieces(
            @ForAll List<@IntRange(max = 8) Integer> words, @ForAll @IntRange(min = 1, max = 9) int size) {
        String[] dictionary = {"\r", "\n", "\r\n", "\n\n", "data: x", "data", ":", "\uFEFF", "id: 1"};
        byte[] bytes = words.stream()
                .map(word -> dictionary[word])
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        assertThat(Heard.of(Heard.pieces(bytes, size))).isEqualTo(Heard.of(List.of(bytes)));
    }
}
