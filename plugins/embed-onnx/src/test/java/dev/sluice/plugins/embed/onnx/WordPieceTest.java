package dev.sluice.plugins.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPieceTest {

    private final WordPiece words = WordPiece.read(vocabulary());

    /** The expected ids are those of Hugging Face's own tokenizers library. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello world | 101 7592 2088 102",
                "Hello, World! | 101 7592 1010 2088 999 102",
                "unaffable | 101 14477 20961 3468 102",
                "Café naïve | 101 7668 15743 102",
            })
    void cutsAsTheModelWasTaught(String text, String ids) {
        assertThat(words.encode(text, 510)).containsExactly(longs(ids));
    }

    @Test
    void cutsAtTheWindow() {
        assertThat(words.encode("hello world hello world", 3)).containsExactly(101, 7592, 2088, 7592, 102);
    }

    @Test
    void takesAWordThatIsTooLongForUnknown() {
        assertThat(words.encode("a".repeat(200), 510)).containsExactly(101, 100, 102);
    }

    @Test
    void countsWithoutTheMarks() {
        assertThat(words.count("Hello, World!")).isEqualTo(4);
    }

    @Test
    void refusesATokenizerOfAnotherKind() {
        byte[] bpe = "{\"model\":{\"type\":\"BPE\",\"vocab\":{}}}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> WordPiece.read(bpe))
                .hasMessage(
                        "Expected a tokenizer.json of the kind WordPiece, found BPE: take a model of the BERT family,"
                                + " or serve this one by HTTP.");
    }

    private static long[] longs(String ids) {
        return java.util.Arrays.stream(ids.split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static byte[] vocabulary() {
        try (InputStream in = WordPieceTest.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
