package dev.sluice.plugins.guard;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Shorthand;
import dev.sluice.plugins.guard.scan.Languages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.safere.Pattern;

/** What a rule looks for. */
@Doc("What a rule looks for.")
public sealed interface Check {

    /** Attempts to make the model forget its instructions. Judges texts on the way in. */
    @Doc("Prompt injection and jailbreaks, by phrases and a small model.")
    record Injection(
            @Doc("From which score on a user's text is found. What each score finds and costs: docs/guardrails.md.")
            @Default("0.7")
            @Min(0) @Max(1) double threshold,

            @Doc("The same for what tools answer and files say, which has no business to give orders.")
            @Default("0.5")
            @Min(0) @Max(1) double toolThreshold)
            implements Check {}

    /** Words and phrases: topics, competitors, names. */
    @Doc("Words and phrases: topics, competitors, names. Case, accents, look-alikes and punctuation do not count.")
    @Shorthand("words")
    record Words(
            @Doc("Whole words or phrases.") List<String> words,

            @Doc("Words and phrases by topic, whose name is recorded.")
            Map<String, List<String>> topics,

            @Doc("How many different ones of a topic a text has before it is found.") @Default("1") @Min(1) int atLeast)
            implements Check {
        public Words {
            words = List.copyOf(words);
            topics = Map.copyOf(topics);
            if (words.isEmpty() && topics.isEmpty()) {
                throw new IllegalArgumentException("expected words or topics, found neither");
            }
        }
    }

    /** Regular expressions. */
    @Doc("Regular expressions, in linear time: no back-references, no look-around.")
    @Shorthand("patterns")
    record Patterns(
            @Doc("In Java's notation.") List<String> patterns,

            @Doc("How many characters a match may have; so many are held back of a stream.")
            @Default("128")
            @Min(1) @Max(4096) int longest)
            implements Check {
        public Patterns {
            patterns = List.copyOf(patterns);
            patterns.forEach(Patterns::compile);
        }

        List<Pattern> compiled() {
            return patterns.stream().map(Patterns::compile).toList();
        }

        private static Pattern compile(String pattern) {
            try {
                return Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "expected a regular expression that runs in linear time: " + e.getDescription(), e);
            }
        }
    }

    /** Addresses. */
    @Doc("Addresses on the web that are not on a list.")
    record Urls(
            @Doc("Hosts that may be named, with all below them: example.com stands for docs.example.com, too.")
            List<String> allow,

            @Doc(
                    "Whether only images in Markdown are found, which a client fetches unasked: the way data is smuggled out.")
            @Default("false")
            boolean imagesOnly)
            implements Check {
        public Urls {
            allow = List.copyOf(allow);
        }
    }

    /** Source code. */
    @Doc("Source code: fenced blocks, and lines that look like it.")
    record Code() implements Check {}

    /** Languages. */
    @Doc("Texts in another language than those allowed, where it can be told.")
    @Shorthand("allow")
    record Language(@Doc("ISO 639-1 codes.") Set<String> allow) implements Check {
        public Language {
            allow = Set.copyOf(allow);
            Set<String> known = Languages.known();
            for (String language : allow) {
                if (!known.contains(language)) {
                    throw new IllegalArgumentException(
                            "expected languages among " + String.join(", ", known) + ", found " + language);
                }
            }
        }
    }

    /** Length. */
    @Doc("Texts that are too long.")
    @Shorthand("max")
    record Length(
            @Doc("Characters that a text may have.") @Min(0) long max) implements Check {}

    /** Loops. */
    @Doc("Texts that repeat themselves over and over.")
    record Repetition(
            @Doc("How often the same run may come in a row.") @Default("6") @Min(2) int times) implements Check {}

    /** Refusals. */
    @Doc("Answers by which the model declines.")
    record Refusal() implements Check {}

    /** System prompt leakage. */
    @Doc("Answers that repeat the system prompt.")
    record Leak(
            @Doc("How many characters in a row count as repeated.") @Default("80") @Min(16) @Max(1024) int characters,

            @Doc("Whether a secret word is added to the system prompt, and an answer that has it is found.")
            @Default("false")
            boolean canary)
            implements Check {}

    /** Answers that documents do not support. */
    @Doc(
            "Sentences that the documents do not support which retrieve laid before the model. On the way out only, with guard below retrieve.")
    @Shorthand("threshold")
    record Unsupported(
            @Doc("The least support, 0 to 1, that a sentence needs.") @Default("0.3") @Min(0) @Max(1) double threshold) implements Check {}

    /** Harmful content. */
    @Doc("Harmful content, by a list of phrases: a first line, not a judge. The model tier is classifier.")
    record Harm(@Doc("Which categories; all if empty.") Set<Category> categories) implements Check {
        public Harm {
            categories = categories.isEmpty() ? Set.of(Category.values()) : Set.copyOf(categories);
        }

        /** What is harmful. */
        @Doc("What is harmful.")
        public enum Category {
            @Doc("Harm to oneself.")
            SELF_HARM,
            @Doc("Violence, and threats of it.")
            VIOLENCE,
            @Doc("Weapons and explosives.")
            WEAPONS,
            @Doc("Making and getting drugs.")
            DRUGS,
            @Doc("Contempt for groups of people.")
            HATE,
            @Doc("Sexual content about minors.")
            SEXUAL_MINORS,
            @Doc("Theft, fraud, malware.")
            CRIME
        }
    }

    /** A model that judges texts. */
    @Doc("A model that judges texts as a whole: one of the config's classifiers.")
    @Shorthand("name")
    record Classifier(
            @Doc("Its name below 'classifiers' in the config.")
            String name,

            @Doc(
                    "From which score on a category is found, and only these are; if empty, what the model itself flags is.")
            Map<String, Double> thresholds,

            @Doc("What it means when there is no answer.") @Default("fail")
            WhenDown whenDown,

            @Doc("How many characters of a streamed reply are judged at once; they are held back until then.")
            @Default("600")
            @Min(1) int window,

            @Doc("How long text waits for a window to fill.") @Default("500ms")
            Duration patience)
            implements Check {
        public Classifier {
            thresholds = Map.copyOf(thresholds);
        }

        /** What a missing answer means. */
        @Doc("What it means when there is no answer.")
        public enum WhenDown {
            @Doc("The call, or the reply, fails.")
            FAIL,
            @Doc("It goes on unjudged, and the record says so.")
            SKIP
        }
    }
}
