package dev.sluice.plugins.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {

    private static final int MOST = 1 << 10;

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();
    private Path path;
    private TokenFile file;

    @BeforeEach
    void write() {
        path = folder.resolve("tokens");
        file = new TokenFile(path, "model", warnings::add);
        TokenTable table = new TokenTable(4, 4);
        table.keep(1, new float[] {1, 2});
        table.keep(3, new float[] {3, 4});
        file.write(new float[] {5, 6}, table);
    }

    @Test
    void holdsWhatWasWritten() {
        // when
        TokenFile.Kept kept = Objects.requireNonNull(file.read(4, MOST));
        // then
        assertThat(kept.common()).containsExactly(5, 6);
        assertThat(kept.table().find(1)).containsExactly(1, 2);
        assertThat(kept.table().find(3)).containsExactly(3, 4);
        assertThat(kept.table().size()).isEqualTo(2);
        assertThat(warnings).isEmpty();
    }

    @Test
    void isReplacedAsAWhole() {
        // given
        TokenTable less = new TokenTable(4, 4);
        less.keep(0, new float[] {7, 8});
        // when
        file.write(new float[] {9, 9}, less);
        // then
        assertThat(Objects.requireNonNull(file.read(4, MOST)).table().size()).isEqualTo(1);
        assertThat(folder).isDirectoryContaining("glob:**/tokens").isDirectoryNotContaining("glob:**/*.half");
    }

    @Test
    void nothingIsSaidOfOneThatIsNotThere() throws IOException {
        // given
        Files.delete(path);
        // when
        TokenFile.Kept kept = file.read(4, MOST);
        // then
        assertThat(kept).isNull();
        assertThat(warnings).isEmpty();
    }

    @Test
    void oneWithAnyByteChangedIsOfNoUse() throws IOException {
        // given
        byte[] right = Files.readAllBytes(path);
        // when
        for (int i = 0; i < right.length; i++) {
            byte[] wrong = right.clone();
            wrong[i] ^= 1;
            Files.write(path, wrong);
            assertThat(file.read(4, MOST)).isNull();
        }
        // then
        assertThat(warnings).hasSize(right.length).allMatch(warning -> warning.endsWith("it is not whole"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 8, 20, 40})
    void oneThatWasCutShortIsOfNoUse(int length) throws IOException {
        // given
        Files.write(path, Arrays.copyOf(Files.readAllBytes(path), length));
        // when
        TokenFile.Kept kept = file.read(4, MOST);
        // then
        assertThat(kept).isNull();
        assertThat(warnings).singleElement().asString().contains("Tokens are read anew, since " + path);
    }

    @Test
    void oneOfAnotherModelIsOfNoUse() {
        // given
        TokenFile other = new TokenFile(path, "other", warnings::add);
        // when
        TokenFile.Kept kept = other.read(4, MOST);
        // then
        assertThat(kept).isNull();
        assertThat(warnings).singleElement().asString().endsWith("it is by another model");
    }

    @Test
    void oneThatIsTooLargeIsNotRead() throws IOException {
        // given
        Files.write(path, new byte[(1 << 20) + MOST + 4 * Integer.BYTES + 1]);
        // when
        TokenFile.Kept kept = file.read(4, MOST);
        // then
        assertThat(kept).isNull();
        assertThat(warnings).singleElement().asString().endsWith("it is larger than any of 4 tokens");
    }

    @Test
    void asMuchIsTakenOfItAsThereIsRoomFor() {
        // when
        TokenFile.Kept kept = Objects.requireNonNull(file.read(4, 2 * Float.BYTES));
        // then
        assertThat(kept.table().size()).isEqualTo(1);
    }

    @Test
    void whereItCannotBeWrittenTheReasonIsSaid() throws IOException {
        // given
        Files.createDirectory(folder.resolve("tokens.half"));
        // when
        file.write(new float[] {5, 6}, new TokenTable(4, 4));
        // then
        assertThat(warnings).singleElement().asString().contains(path + " cannot be written");
    }
}
