package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/translation.md says what the codecs do. */
class TranslationDocTest {

    private static final Path PAGE = Path.of("..", "docs", "translation.md");

    @Test
    void thePageSaysWhatTheCodecsDo() throws IOException {
        String page = TranslationTable.of(Dialects.builtIn().all());
        if ("write".equals(System.getProperty("sluice.docs"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("run this test with -Dsluice.docs=write to have the page written again")
                .isEqualTo(page);
    }
}
