package dev.sluice.plugins.retrieve.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.config.DataSize;
import dev.sluice.plugins.retrieve.index.Chunk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChunkerTest {

    private static final int BUDGET = 40;

    @Test
    void keepsTheHeadingsAboveAChunk() {
        List<Chunk> chunks = cut("""
                # Handbook
                Welcome.
                ## Leave
                Thirty days.
                ### Parental leave
                One year.
                ## Canteen
                Opens at noon.
                """);

        assertThat(chunks)
                .containsExactly(
                        new Chunk("Handbook", "Welcome."),
                        new Chunk("Handbook > Leave", "Thirty days."),
                        new Chunk("Handbook > Leave > Parental leave", "One year."),
                        new Chunk("Handbook > Canteen", "Opens at noon."));
    }

    @Test
    void countsTheTokensOfAParagraphOnce() {
        // given
        List<String> counted = new ArrayList<>();
        Chunker chunker = new Chunker(BUDGET, 0.2, text -> {
            counted.add(text);
            return text.split(" ").length;
        });
        // when
        chunker.cut(Markdown.blocks("Thirty days.\n\nOne year."));
        // then
        assertThat(counted).containsExactly("Thirty days.", "One year.");
    }

    @Test
    void beginsWithTheLastSentencesOfTheChunkBefore() {
        List<Chunk> chunks = cut(sentences(60));

        assertThat(chunks).hasSizeGreaterThan(2);
        for (int i = 1; i < chunks.size(); i++) {
            List<String> before = Sentences.of(chunks.get(i - 1).text());
            assertThat(Sentences.of(chunks.get(i).text())).contains(before.getLast());
        }
    }

    @Test
    void keepsTablesAndCodeWhole() {
        String code =
                IntStream.range(0, 12).mapToObj(i -> "call line " + i + " ;").collect(Collectors.joining("\n"));

        List<Chunk> chunks = cut("Some words before it.\n\n```\n" + code + "\n```\n\nSome words after it.");

        assertThat(chunks).anySatisfy(chunk -> assertThat(chunk.text()).contains(code));
    }

    @Test
    void repeatsTheHeadOfATableThatIsTooLong() {
        String rows = IntStream.range(0, 60)
                .mapToObj(i -> "| key " + i + " | value " + i + " |")
                .collect(Collectors.joining("\n"));

        List<Chunk> chunks = cut("| key | value |\n" + rows);

        assertThat(chunks).hasSizeGreaterThan(3);
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.text()).startsWith("| key | value |"));
    }

    @Test
    void cutsRecordsBetweenThemAndNotWithinAField() throws UnreadableException {
        // given
        String head = "key,\"note,\nin lines\"";
        List<String> rows = IntStream.range(0, 60)
                .mapToObj(i -> "key " + i + ",\"first " + i + "\n\nsecond \"\"line\"\" " + i + "\"")
                .toList();
        String csv = head + "\r\n" + String.join("\r\n", rows);
        DocumentReader reader = new DocumentReader(
                new Largest(new DataSize(1 << 20), new DataSize(1 << 20)), (type, bytes) -> List.of());
        // when
        List<Chunk> chunks = new Chunker(BUDGET, 0.15, ChunkerTest::words)
                .cut(reader.read("a.csv", null, csv.getBytes(StandardCharsets.UTF_8)));
        // then
        assertThat(chunks)
                .hasSizeGreaterThan(3)
                .allSatisfy(chunk ->
                        assertThat(chunk.text()).startsWith(head + "\nkey ").endsWith("\""));
        assertThat(rows)
                .allSatisfy(row -> assertThat(chunks)
                        .anySatisfy(chunk -> assertThat(chunk.text()).contains(row)));
    }

    @Property(tries = 50)
    void losesNoWordAndKeepsToTheBudget(@ForAll @IntRange(min = 1, max = 200) int count) {
        List<Chunk> chunks = cut(sentences(count));

        String all = chunks.stream().map(Chunk::text).collect(Collectors.joining("\n"));
        assertThat(all)
                .contains(IntStream.range(0, count).mapToObj(i -> "n" + i + ".").toList());
        assertThat(chunks).allSatisfy(chunk -> assertThat(words(chunk.text())).isLessThanOrEqualTo(BUDGET + 10));
    }

    @Test
    void cutsWhatHasNoEnd() {
        List<Chunk> chunks = cut("word ".repeat(500));

        assertThat(chunks).hasSizeGreaterThan(10);
    }

    private static List<Chunk> cut(String markdown) {
        return new Chunker(BUDGET, 0.15, ChunkerTest::words).cut(Markdown.blocks(markdown));
    }

    private static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    private static String sentences(int count) {
        return IntStream.range(0, count).mapToObj(i -> "Number n" + i + ".").collect(Collectors.joining(" "));
    }
}
