package dev.sluice.plugins.redact;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Secret;
import dev.sluice.api.config.Shorthand;
import dev.sluice.plugins.redact.detect.Entity;
import dev.sluice.plugins.redact.replace.Action;
import java.time.Duration;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;

/** What is looked for, and what is done with it. */
@Doc("Takes personal data and secrets out of what goes to the model, and puts them back into its reply.")
public record RedactConfig(
        @Doc(
                "What is looked for in prompts: entities or groups of them by name, or 'all'. What is named itself wins over its group, and a group over 'all', in whatever order.")
        @Default("[secrets, email, phone, credit-card, iban, us-ssn]")
        List<Rule> entities,

        @Doc("What is looked for in what the model itself brings up. Nothing if empty.")
        List<Rule> reply,

        @Doc("Entities of your own; they are looked for in prompts, and may be named in 'reply'.")
        List<Custom> custom,

        @Doc("Values that are let through, in whatever way they are written.")
        List<String> allow,

        @Doc("Countries whose telephone numbers may come without a country's code, by ISO 3166-1.")
        @Default("[US, GB, DE, FR, IT, ES, NL, IN, BR, JP, CN, AU]")
        List<String> regions,

        @Doc("Whether tokens in the reply become what they stand for.") @Default("true")
        boolean restore,

        @Doc(
                "The key that tokens are made with, the same on all replicas; one is made in the data folder if none is given.")
        @Nullable Secret key,

        @Doc("The request header that names the conversation, if an application has a name for it.")
        @Default("x-sluice-conversation")
        String conversationHeader,

        @Doc("For how long the encrypted map from tokens to values is kept.") @Default("24h")
        Duration ttl,

        @Doc("What finds names of people, places and organisations.") @Nullable Recogniser recogniser,

        @Doc(
                "What is done with a body that cannot be read (an upload, an unknown path) and, if 'reply' has rules, at an endpoint whose replies cannot be.")
        @Default("refuse")
        Unreadable unreadable) {

    public RedactConfig {
        entities = List.copyOf(entities);
        reply = List.copyOf(reply);
        custom = List.copyOf(custom);
        allow = List.copyOf(allow);
        regions = List.copyOf(regions);
    }

    /** An entity to look for. */
    @Doc("An entity to look for; alone, its name.")
    @Shorthand("name")
    public record Rule(
            @Doc("An entity, a group, or 'all'.") String name,

            @Doc("What is done with it.") @Default("token") Action action,

            @Doc(
                    "How sure a match has to be: 0.3 takes numbers that only look right, 0.6 asks for a check that few others pass, or a word nearby. If not given, 0.6 for 'all' (0.3 for the secrets in it), and 0.3 for what is named.")
            @Nullable @Min(0) @Max(1) Double threshold) {

        private static final double NAMED = 0.3;
        private static final double ALL = 0.6;

        /**
         * How sure a match has to be: who names an entity expects it, who says all does not expect each. A secret is no number
         * that merely looks like one: what stands behind {@code password:} is as much of one whoever asked.
         */
        double least(Entity entity) {
            boolean unexpected = name.equals("all") && !entity.isSecret();
            return threshold != null ? threshold : unexpected ? ALL : NAMED;
        }
    }

    /** An entity of the operator's own. */
    @Doc("An entity of your own: patterns, words, or both.")
    public record Custom(
            @Doc("Its name: lower-case words joined by '-'.")
            String name,

            @Doc(
                    "Regular expressions, in linear time: no backreferences, no lookaround. If one has a group, that is what is found.")
            List<String> patterns,

            @Doc("Words and phrases, in any case.") List<String> words,

            @Doc("Words nearby that make a match of a pattern surer.")
            List<String> near,

            @Doc("How sure a match of a pattern is by itself.") @Default("0.8") @Min(0) @Max(1) double score,

            @Doc("What is done with it.") @Default("token") Action action) {

        public Custom {
            patterns = List.copyOf(patterns);
            words = List.copyOf(words);
            near = List.copyOf(near);
            if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
                throw new IllegalArgumentException(
                        "expected a name of lower-case words joined by '-', found '" + name + "'");
            }
            if (patterns.isEmpty() && words.isEmpty()) {
                throw new IllegalArgumentException("expected patterns or words for '" + name + "', found neither");
            }
            patterns.forEach(Custom::compile);
        }

        private static void compile(String pattern) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "expected regular expressions that run in linear time: " + e.getDescription(), e);
            }
        }
    }

    /** Who finds names. */
    @Doc("One of the config's classifiers, for what patterns cannot find.")
    @Shorthand("classifier")
    public record Recogniser(
            @Doc("Its name below 'classifiers' in the config.")
            String classifier,

            @Doc("What of that which it finds is taken, by its own labels.")
            @Default("[PERSON, LOCATION, ORGANIZATION]")
            List<String> entities,

            @Doc("How sure it has to be.") @Default("0.6") @Min(0) @Max(1) double threshold,

            @Doc("What is done when it does not answer.") @Default("fail")
            OnDown onDown,

            @Doc("What is done with what it finds.") @Default("token")
            Action action) {

        public Recogniser {
            entities = List.copyOf(entities);
        }
    }

    /** What is done when the recogniser does not answer. */
    @Doc("What is done when the recogniser does not answer.")
    public enum OnDown {
        @Doc("The call fails.")
        FAIL,
        @Doc("The call goes on with what patterns find.")
        SKIP
    }

    /** What is done where nothing can be looked for. */
    @Doc("What is done where nothing can be looked for.")
    public enum Unreadable {
        @Doc("It passes, and the record says that it was not checked.")
        PASS,
        @Doc("It is refused.")
        REFUSE
    }
}
