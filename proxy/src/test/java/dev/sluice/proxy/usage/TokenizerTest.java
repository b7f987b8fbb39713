package dev.sluice.proxy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {

    private static final String SENTENCE = "The quick brown fox jumps over the lazy dog. ";

    private final Tokenizer tokenizer = new Tokenizer();

    @ParameterizedTest
    @CsvSource({
        "gpt-4, CL100K_BASE",
        "gpt-4-turbo, CL100K_BASE",
        "gpt-3.5-turbo-0125, CL100K_BASE",
        "text-embedding-3-small, CL100K_BASE",
        "gpt-4o-mini, O200K_BASE",
        "gpt-4.1, O200K_BASE",
        "gpt-5-mini, O200K_BASE",
        "claude-haiku-4-5, O200K_BASE"
    })
    void countsWithTheTableOfTheModel(String model, EncodingType table) {
        assertThat(Tokenizer.table(model)).isEqualTo(table);
    }

    @Test
    void takesFourCharactersForATokenUntilItsTableIsRead() {
        assertThat(tokenizer.count("gpt-5", List.of("twelve", "letter"))).isEqualTo(3);
    }

    @Test
    void countsShortTexts() {
        tokenizer.read(EncodingType.O200K_BASE);

        assertThat(tokenizer.count("gpt-5", List.of(SENTENCE.strip()))).isEqualTo(10);
    }
}
