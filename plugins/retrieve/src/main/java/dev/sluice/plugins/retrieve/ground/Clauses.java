package dev.sluice.plugins.retrieve.ground;

import java.util.List;
import java.util.regex.Pattern;

/** What of a sentence can be said by itself: a long one says several things, of which an answer repeats one. */
final class Clauses {

    /** More of one sentence are not looked at. */
    static final int MOST = 8;

    private static final Pattern BETWEEN = Pattern.compile(
            "(?<=[,;:])\\s|\\s(?=(?:and|but|or|which|who|that|because|although|und|aber|oder|et|mais|ou|y|pero|e|ma)\\b)");

    private Clauses() {}

    /** In order; the sentence itself where it has but one. */
    static List<String> of(String sentence) {
        return BETWEEN.splitAsStream(sentence)
                .map(String::strip)
                .filter(clause -> !clause.isEmpty())
                .limit(MOST)
                .toList();
    }
}
