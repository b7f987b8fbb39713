package dev.sluice.plugins.retrieve.ground;

import java.util.Locale;
import java.util.regex.Pattern;

/** What assistants say to go on talking, which states nothing: offers, and wishes that it was of help. English. */
final class Courtesy {

    /** Its words weigh less than function words do: they are no proof of anything. */
    static final double WEIGHT = 0.1;

    private static final int LONGEST = 200;

    private static final Pattern OFFER = Pattern.compile("(?:(?:would you like|do you want)(?: me)? to\\b.*\\?"
            + "|(?:shall|should|can|may) i (?:help|assist|explain|elaborate|go on|tell you more)\\b.*\\?"
            + "|(?:is there |do you need )?anything else\\b.*\\?"
            + "|(?:please )?let me know if\\b.*"
            + "|(?:please )?(?:feel free to|do not hesitate to|don't hesitate to) (?:ask|reach out|contact|let me know)\\b.*"
            + "|(?:i hope )?(?:this|that|it) helps[.!]*"
            + "|(?:i am|i'm) (?:happy|glad) to help\\b.*"
            + "|you(?:'re| are) (?:very )?welcome[.!]*)");

    private Courtesy() {}

    /** Whether a sentence is that and nothing else. */
    static boolean is(String sentence) {
        return sentence.length() <= LONGEST
                && OFFER.matcher(sentence.strip().toLowerCase(Locale.ROOT).replace('’', '\''))
                        .matches();
    }
}
