package dev.sluice.proxy.upstream.sandbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;

/** The law of cutting text into tokens. */
class TokensPropertyTest {

    @Property
    void piecesPutTogetherAreTheText(@ForAll String text) {
        List<String> pieces = Tokens.pieces(text).toList();

        assertThat(String.join("", pieces)).isEqualTo(text);
        assertThat(pieces).hasSize(Tokens.count(text));
        assertThat(pieces).allSatisfy(piece -> assertThat(piece).hasSizeBetween(1, Tokens.LONGEST));
    }

    @Property
    void aHeadIsTheFirstPieces(@ForAll @Chars({'a', ' ', '\n'}) String text) {
        assertThat(Tokens.head(text, 3)).isEqualTo(Tokens.pieces(text).limit(3).collect(Collectors.joining()));
    }

    @Property
    void noPieceSplitsASurrogatePair(@ForAll @Chars({'a', ' '}) String text) {
        String paired = text.replace("a", "a\uD83D\uDE00");

        assertThat(Tokens.pieces(paired))
                .noneMatch(piece -> Character.isHighSurrogate(piece.charAt(piece.length() - 1)));
    }
}
