package dev.sluice.plugins.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.cache.semantic.Numerals.Numeral;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumeralsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    seven                              , 7         , 1
                    twenty one                         , 21        , 2
                    one hundred and one                , 101       , 4
                    hundred                            , 100       , 1
                    two hundred and five thousand      , 205000    , 5
                    three million and ten              , 3000010   , 4
                    two thousand and twenty four       , 2024      , 5
                    nineteen eighty                    , 19        , 1
                    one hundred and two hundred        , 100       , 2
                    one hundred and more               , 100       , 2
                    twenty zero                        , 20        , 1
                    zero                               , 0         , 1
                    cats                               , 0         , 0
                    """)
    void readsTheNumberThatWordsBeginWith(String words, long value, int length) {
        Numeral numeral = Numerals.first(List.of(words.split(" ", -1)));

        assertThat(numeral).isEqualTo(new Numeral(value, length));
    }
}
