package dev.sluice.plugins.cache.semantic;

import dev.sluice.plugins.cache.semantic.Tokens.Kind;
import dev.sluice.plugins.cache.semantic.Tokens.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A token, or a part of one that hyphens or an apostrophe bind.
 *
 * @param word without case, if it is a word
 * @param text as it stands there
 * @param token of which it is a part
 * @param part which part it is, from 0
 */
record Unit(String word, String text, Token token, int part) {

    static List<Unit> of(List<Token> tokens) {
        List<Unit> units = new ArrayList<>();
        tokens.forEach(token -> add(token, units));
        return units;
    }

    private static void add(Token token, List<Unit> units) {
        if (token.kind() != Kind.WORD) {
            units.add(new Unit(token.text(), token.text(), token, 0));
            return;
        }
        int part = 0;
        for (String piece : pieces(token.text())) {
            String text = piece;
            for (String word : Contractions.apart(piece)) {
                units.add(new Unit(word, text, token, part++));
                text = word;
            }
        }
    }

    /** The words that hyphens bind; of a formula there are none. */
    static List<String> pieces(String text) {
        List<String> pieces = Arrays.asList(text.split("-", -1));
        boolean formula = pieces.stream().anyMatch(piece -> piece.length() < 2);
        return formula ? List.of(text) : pieces;
    }

    boolean isWord() {
        return token.kind() == Kind.WORD;
    }

    boolean isLetter() {
        return isWord() && text.length() == 1 && Character.isLetter(text.charAt(0));
    }

    /** Begins with a capital although no sentence does, or is all capitals. */
    boolean isName() {
        boolean capital = isWord() && Character.isUpperCase(text.charAt(0)) && text.length() > 1;
        boolean shouted = capital && text.chars().noneMatch(Character::isLowerCase);
        return shouted || (capital && !begins());
    }

    boolean isShouted() {
        return text.length() > 1 && text.chars().allMatch(Character::isUpperCase);
    }

    /** Whether it begins a sentence. */
    boolean begins() {
        return token.first() && part == 0;
    }

    /** Whether it follows the one before it without a pause. */
    boolean follows() {
        return part > 0 || token.pause() == Tokens.NO_PAUSE;
    }
}
