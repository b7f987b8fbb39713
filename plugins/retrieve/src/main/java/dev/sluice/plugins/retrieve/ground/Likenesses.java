package dev.sluice.plugins.retrieve.ground;

import org.jspecify.annotations.Nullable;

/** What is known of how like sentences of an answer are to what its sources say. */
@FunctionalInterface
interface Likenesses {

    /** Where nothing is. */
    Likenesses NONE = sentence -> null;

    /** The cosine of a sentence with what is most like it; null where that is not known. */
    @Nullable Double of(String sentence);
}
