package dev.sluice.plugins.cache.semantic;

/** Takes the endings off English words. Comparatives stay, since bigger is not biggest, and so do all endings that are not named here. */
final class Stems {

    private static final int SHORTEST = 3;

    private Stems() {}

    /** One form for all of a word's, where others tell whether its tense matters: without plural, {@code -ing}, {@code -ed}. */
    static String of(String word) {
        String bare = bare(word);
        return bare.length() > SHORTEST && bare.endsWith("e") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static String bare(String word) {
        int length = word.length();
        if (length > 4 && word.endsWith("ies")) {
            return word.substring(0, length - 3) + "y";
        }
        if (length > 4 && word.endsWith("es") && "sxzh".indexOf(word.charAt(length - 3)) >= 0) {
            return word.substring(0, length - 2);
        }
        if (isPlural(word)) {
            return word.substring(0, length - 1);
        }
        if (length > 5 && word.endsWith("ing")) {
            return undoubled(word.substring(0, length - 3));
        }
        return length > 4 && word.endsWith("ed") ? undoubled(word.substring(0, length - 2)) : word;
    }

    private static boolean isPlural(String word) {
        return word.length() > SHORTEST
                && word.endsWith("s")
                && !word.endsWith("ss")
                && !word.endsWith("us")
                && !word.endsWith("is");
    }

    private static String undoubled(String stem) {
        int length = stem.length();
        boolean doubled = length > 2 && stem.charAt(length - 1) == stem.charAt(length - 2);
        return doubled && "lsz".indexOf(stem.charAt(length - 1)) < 0 ? stem.substring(0, length - 1) : stem;
    }
}
