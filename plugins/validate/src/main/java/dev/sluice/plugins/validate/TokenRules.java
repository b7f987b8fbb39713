package dev.sluice.plugins.validate;

import com.knuddels.jtokkit.api.EncodingType;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Min;
import org.jspecify.annotations.Nullable;

/** How many tokens a conversation may have. */
@Doc("How many tokens the texts of a conversation may have, counted by a tokenizer.")
public record TokenRules(
        @Doc("Of one message.") @Nullable @Min(1) Integer maxPerMessage,

        @Doc("Of all messages together.") @Nullable @Min(1) Integer max,

        @Doc("Whose tokens are counted.") @Default("o200k") Vocabulary tokenizer) {

    static final TokenRules NONE = new TokenRules(null, null, Vocabulary.O200K);

    boolean isEmpty() {
        return max == null && maxPerMessage == null;
    }

    /** Text of so few bytes needs no counting: a token has at least one. */
    int uncounted() {
        int most = max == null ? Integer.MAX_VALUE : max;
        return maxPerMessage == null ? most : Math.min(most, maxPerMessage);
    }

    /** A tokenizer's vocabulary. */
    @Doc("A tokenizer's vocabulary.")
    public enum Vocabulary {
        @Doc("That of GPT-4o and what came after it.")
        O200K(EncodingType.O200K_BASE),
        @Doc("That of GPT-4 and GPT-3.5.")
        CL100K(EncodingType.CL100K_BASE);

        private final EncodingType type;

        Vocabulary(EncodingType type) {
            this.type = type;
        }

        EncodingType type() {
            return type;
        }
    }
}
