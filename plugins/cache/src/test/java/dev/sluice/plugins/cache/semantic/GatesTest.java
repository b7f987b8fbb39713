package dev.sluice.plugins.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.cache.semantic.Gates.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GatesTest {

    private static final String STORY =
            "Hello, I have been a customer of your shop for a long while and am happy with the service that your team"
                    + " provides. Last week I placed an order on the website, and the parcel came in good condition. There is"
                    + " something that I would like to ask, because the leaflet does not say anything about it. ";

    private final Gates gates = new Gates();

    @ParameterizedTest
    @MethodSource("alike")
    void letsOtherFormsOfTheSameWordsPass(String one, String other) {
        assertThat(compare(one, other)).isEqualTo(Verdict.SAME_WORDS);
        assertThat(compare(other, one)).isEqualTo(Verdict.SAME_WORDS);
    }

    @ParameterizedTest
    @MethodSource("apart")
    void leavesNothingThatSaysAnotherThingToTheVectors(String one, String other) {
        assertThat(compare(one, other).passes()).isFalse();
        assertThat(compare(other, one).passes()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    LANGUAGE | How is the weather in Berlin?          | Wie ist das Wetter in Berlin?
                    LANGUAGE | What does it cost?                     | Сколько это стоит?
                    NUMBERS  | What is 12 times 12?                   | What is 12 times 13?
                    NUMBERS  | from 5 to 10 please                    | from 10 to 5 please
                    NUMBERS  | Is it above $100?                      | Is it above €100?
                    NUMBERS  | The meeting is at 10:30.               | The meeting is at 10:45.
                    NUMBERS  | We have three cats.                    | We have four cats.
                    NAMES    | Who leads Microsoft now?               | Who leads Google now?
                    NAMES    | Is Python faster than Java?            | Is Java faster than Python?
                    NAMES    | Should we use HTTP here?               | Should we use HTTPS here?
                    CODE     | What does max_tokens do?               | What does top_p do?
                    CODE     | Where is `foo` set?                    | Where is `Foo` set?
                    CODE     | open https://a.example/x for me        | open https://a.example/y for me
                    NEGATION | Is it poisonous to cats?               | Is it not poisonous to cats?
                    NEGATION | The API supports pages.                | The API doesn't support pages.
                    OPPOSITE | turn on dark mode                      | turn off dark mode
                    OPPOSITE | How do I lock the account?             | How do I unlock the account?
                    OPPOSITE | Is it a harmful plant?                 | Is it a harmless plant?
                    OPPOSITE | What is her largest expense?           | What is her smallest expense?
                    KIND     | Is it open on monday?                  | Is it open on tuesday?
                    KIND     | Why is the sky blue?                   | When is the sky blue?
                    KIND     | How much is 5 kg of it?                | How much is 5 lb of it?
                    ORDER    | the dog bit the man                    | the man bit the dog
                    WORDS    | Is it good to cook rice?               | Was the ceiling painted?
                    WORDS    | what is it                             | what was there
                    WORDS    | Is a large dog a good pet?             | Is a large calm dog a good pet?
                    NUMBERS  | What happens to water at -5 degrees?   | What happens to water at 5 degrees?
                    NUMBERS  | store it at -20 C                      | store it at 20 C
                    NUMBERS  | What is 7 - 5?                         | What is 7 + 5?
                    NUMBERS  | What is 7 * 5?                         | What is 7 / 5?
                    NUMBERS  | is 5 > 3                               | is 5 < 3
                    NUMBERS  | is x <3                                | is x >3
                    NUMBERS  | solve x>3                              | solve x<3
                    NUMBERS  | what is a - b                          | what is a + b
                    CODE     | def f(x): return x                     | def f(x): return -x
                    NUMBERS  | run ls -l here                         | run ls l here
                    WORDS    | Can I?                                 | Can you?
                    WORDS    | Are you a robot?                       | Am I a robot?
                    WORDS    | Rewrite politely: pay me               | Rewrite politely: you pay me
                    WORDS    | How do you work?                       | How do I work?
                    ORDER    | I hate you                             | you hate I
                    WORDS    | Only admins can delete?                | Admins can delete?
                    ORDER    | Can only admins delete?                | Can admins only delete?
                    WORDS    | I have few friends                     | I have a few friends
                    WORDS    | please explain simply                  | please explain
                    WORDS    | print(a and b)                         | print(a or b)
                    WORDS    | who is IT                              | who is it
                    WORDS    | ¿Cómo activo el modo oscuro?           | ¿Cómo desactivo el modo oscuro?
                    WORDS    | Wie schön war das Fest?                | Wie schon war das Fest?
                    WORDS    | How do I cancel my subscription?       | How to cancel subscription?
                    MOST_WORDS | Who currently leads the company?     | Who leads the company?
                    """)
    void keepsOthersApart(Verdict verdict, String one, String other) {
        assertThat(compare(one, other)).isEqualTo(verdict);
        assertThat(compare(other, one)).isEqualTo(verdict);
    }

    /** Then the vectors decide; not of a few words, and not where next to nothing differs. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    MOST_WORDS | It is recommended to save the files as compressed Parquet files to optimize I/O. | It is suggested to store the files as compressed Parquet files for optimized I/O.
                    WORDS      | It is recommended to save the files as compressed Parquet files to optimize I/O. | It is recommended to delete the files as compressed Parquet files to optimize I/O.
                    WORDS      | Save my files now.                                                              | Share my files now.
                    """)
    void leavesASentenceThatWasWordedAnewToTheVectors(Verdict verdict, String one, String other) {
        assertThat(compare(one, other)).isEqualTo(verdict);
        assertThat(compare(other, one)).isEqualTo(verdict);
    }

    /** Of long texts the vectors hardly differ where one word does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Please delete my account.      | Please delete my photo.
                    Please cancel my order.        | Please repeat my order.
                    It was delivered on time.      | It was delivered late.
                    The driver was friendly.       | The driver was rude.
                    The dog bit the driver.        | The driver bit the dog.
                    Is it poisonous?               | Is it washable?
                    """)
    void looksAtEveryWordOfALongText(String one, String other) {
        assertThat(compare(STORY + one, STORY + other).passes()).isFalse();
        assertThat(compare(STORY + one, STORY + one)).isEqualTo(Verdict.SAME_WORDS);
    }

    @ParameterizedTest
    @MethodSource("others")
    void takesNoneOfThesePairsForTheSame(String one, String other) {
        assertThat(compare(one, other)).isNotEqualTo(Verdict.SAME_WORDS);
    }

    @Property
    void everyTextIsTheSameAsItself(@ForAll @StringLength(max = 60) String text) {
        Wording wording = gates.wording(text);

        assertThat(gates.compare(wording, wording)).isIn(Verdict.SAME_WORDS, Verdict.WORDS);
    }

    @Property
    void itDoesNotMatterWhichComesFirst(
            @ForAll @StringLength(max = 40) String one, @ForAll @StringLength(max = 40) String other) {
        assertThat(compare(one, other).passes()).isEqualTo(compare(other, one).passes());
    }

    static Stream<Arguments> others() {
        return Stream.of("eval/opposites.txt", "eval/kinds.txt").flatMap(GatesTest::lines);
    }

    static Stream<Arguments> alike() {
        return lines("semantic/alike.txt");
    }

    static Stream<Arguments> apart() {
        return lines("semantic/apart.txt");
    }

    private static Stream<Arguments> lines(String name) {
        try (InputStream in = GatesTest.class.getResourceAsStream("/dev/sluice/plugins/cache/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.replace("\\n", "\n").split(" \\| ", -1))
                    .map(sides -> Arguments.of(sides[0], sides[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Verdict compare(String one, String other) {
        return gates.compare(gates.wording(one), gates.wording(other));
    }
}
