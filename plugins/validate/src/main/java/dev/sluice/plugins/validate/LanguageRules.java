package dev.sluice.plugins.validate;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Shorthand;
import java.util.Set;

/** In which languages users may write. */
@Doc("In which languages users may write.")
@Shorthand("allow")
public record LanguageRules(
        @Doc("Languages, in the classifier's words: ISO 639-1 codes for the one that comes with Sluice.")
        Set<String> allow,

        @Doc("What tells the language: a name below 'classifiers' in the config.") @Default("language")
        String classifier,

        @Doc(
                "How sure it has to be before a language counts: for the one that comes with Sluice, 0.5 is a tie with the next.")
        @Default("0.52")
        @Min(0) @Max(1) double threshold,

        @Doc("Characters that a text needs for its language to be told; shorter ones pass.") @Default("24") @Min(1) int minCharacters,

        @Doc("What it means when the classifier does not answer.") @Default("fail")
        WhenDown whenDown) {

    public LanguageRules {
        allow = Set.copyOf(allow);
        if (allow.isEmpty()) {
            throw new IllegalArgumentException("expected languages that are allowed, found none");
        }
    }

    /** What a missing answer means. */
    @Doc("What it means when there is no answer.")
    public enum WhenDown {
        @Doc("The call fails.")
        FAIL,
        @Doc("It goes on unchecked, and the record says so.")
        SKIP
    }
}
