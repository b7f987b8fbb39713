package dev.sluice.proxy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a guess is from the count, on texts that prompts are like: prose and tables, code, JSON, and what is sewn together of them. */
class TokenSamplesTest {

    private static final Encoding TABLE = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    private static final Path ROOT = Path.of("..");
    private static final int GUESSES = 200;
    private static final String CHINESE = "所有调用都经过一条过滤器链，先检查来电者是谁，然后计算其额度，最后选择一个能够回答的模型。";

    private final SplittableRandom random = new SplittableRandom(1);
    private final Tokenizer tokenizer = new Tokenizer(random::nextLong);

    @BeforeEach
    void readTheTable() {
        tokenizer.read(EncodingType.O200K_BASE);
    }

    @Test
    void countsWhatIsShort() {
        String text = "The quick brown fox. ".repeat(36);

        assertThat(guess(text)).isEqualTo(TABLE.countTokensOrdinary(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/plugins/limit.md",
                "docs/translation.md",
                "plugins/limit/src/main/java/dev/sluice/plugins/limit/LimitConfig.java",
                "conf/sluice.schema.json",
                "conf/prices.yaml"
            })
    void guessesWhatIsLong(String file) throws IOException {
        assertNear(Files.readString(ROOT.resolve(file)));
    }

    @Test
    void seesThatTheLanguageChangesHalfway() throws IOException {
        String english = Files.readString(ROOT.resolve("docs/plugins/limit.md"));

        assertNear(english + CHINESE.repeat(english.length() / CHINESE.length()));
    }

    @Test
    void seesThatTheLanguageChangesAgainAndAgain() throws IOException {
        String english = Files.readString(ROOT.resolve("docs/plugins/limit.md")).substring(0, 700);

        assertNear((english + CHINESE.repeat(10)).repeat(3));
    }

    /** No guess is far off, whatever the lots, and all together are a little high. */
    private void assertNear(String text) {
        List<Double> errors = errors(text);

        assertThat(errors.getFirst()).isGreaterThan(-0.15);
        assertThat(errors.getLast()).isLessThan(0.3);
        assertThat(errors.stream().mapToDouble(error -> error).average().orElseThrow())
                .isBetween(0.0, 0.1);
    }

    /** Guess by count, sorted. */
    private List<Double> errors(String text) {
        double count = TABLE.countTokensOrdinary(text);
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < GUESSES; i++) {
            errors.add(guess(text) / count - 1);
        }
        errors.sort(null);
        return errors;
    }

    private long guess(String text) {
        return tokenizer.count("gpt-5-mini", List.of(text));
    }
}
