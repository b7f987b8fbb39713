package dev.sluice.plugins.embed.onnx;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How much each token counts in the mean of a text: a/(a + p), where p is how often it comes in texts (Arora et al. 2017, "A simple but
 * tough-to-beat baseline for sentence embeddings"). A vocabulary of WordPiece has its words in the order of how often they came, and by
 * Zipf's law the r-th comes 1/r as often as the first.
 */
final class TokenWeights {

    private static final double A = 3e-4;
    private static final String GOES_ON = "##";

    private TokenWeights() {}

    /**
     * For a vocabulary: pieces with their numbers.
     *
     * @return by number; 0 for marks such as {@code [CLS]}, and where there is no piece
     */
    static float[] of(Map<String, Integer> vocabulary) {
        List<Map.Entry<String, Integer>> words = vocabulary.entrySet().stream()
                .filter(piece -> isWord(piece.getKey()))
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .toList();
        double all = 0;
        for (int rank = 0; rank < words.size(); rank++) {
            all += 1.0 / (rank + 2);
        }
        float[] weights = new float[highest(vocabulary) + 1];
        for (Map.Entry<String, Integer> piece : vocabulary.entrySet()) {
            weights[piece.getValue()] = isMark(piece.getKey()) ? 0 : isIdeograph(piece.getKey()) ? 1 : weight(0, all);
        }
        for (int rank = 0; rank < words.size(); rank++) {
            weights[words.get(rank).getValue()] = weight(rank, all);
        }
        return weights;
    }

    private static int highest(Map<String, Integer> vocabulary) {
        return vocabulary.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static float weight(int rank, double all) {
        double often = all == 0 ? 1 : 1 / ((rank + 2) * all);
        return (float) (A / (A + often));
    }

    /** Letters and signs stand first in vocabularies, in no order; with numbers they are taken for as frequent as the first word. */
    private static boolean isWord(String piece) {
        return !isMark(piece) && piece.codePoints().filter(Character::isLetter).count() > 1;
    }

    private static boolean isIdeograph(String piece) {
        String bare = piece.startsWith(GOES_ON) ? piece.substring(GOES_ON.length()) : piece;
        return !bare.isEmpty() && bare.codePoints().allMatch(Character::isIdeographic);
    }

    private static boolean isMark(String piece) {
        return piece.length() > 2 && piece.startsWith("[") && piece.endsWith("]");
    }
}
