package dev.sluice.plugins.route.config;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the targets that fit a call are put in order. */
@Doc("How the targets that fit a call are put in order.")
public sealed interface StrategySettings {

    /** Their order in the config. */
    @Doc("The order of the config.")
    record Priority() implements StrategySettings {}

    /** Shared out by weight. */
    @Doc("Shared out by the targets' weights; with sticky, the same key always goes to the same target.")
    record Weighted(
            @Default("none") @Doc("What a call sticks to its target by.")
            Sticky sticky,

            @Nullable @Doc("The header field, for sticky: header.")
            String header)
            implements StrategySettings {

        public Weighted {
            if ((sticky == Sticky.HEADER) != (header != null)) {
                throw new IllegalArgumentException("expected a header exactly if sticky is header");
            }
        }
    }

    /** What a call sticks to its target by. */
    @Doc("What a call sticks to its target by.")
    enum Sticky {
        @Doc("Nothing: every call for itself.")
        NONE,
        @Doc("Who is calling.")
        CALLER,
        @Doc("What the conversation began with: the caller and the first message of the user.")
        CONVERSATION,
        @Doc("The beginning of the prompt, whoever is calling, so that the provider's prompt cache is hit.")
        PREFIX,
        @Doc("A field of the header.")
        HEADER
    }

    /** The fewest calls under way. */
    @Doc("The target with the fewest calls under way, then the fewest tokens.")
    record LeastBusy() implements StrategySettings {}

    /** The shortest expected time. */
    @Doc(
            "The better of two targets at random, by the time expected to the end: first token, tokens after it, calls under way.")
    record Fastest() implements StrategySettings {}

    /** The lowest expected price. */
    @Doc("The cheapest target for what the call is expected to use.")
    record CheapestFit() implements StrategySettings {}

    /** Escalation. */
    @Doc(
            "The first target of the config; the next if the answer fails a check. Only whole replies can be checked, streams are sent to the last.")
    record Cascade(
            @Default("[schema, refusal, length]") @Doc("What an answer is checked for.")
            Set<Check> checks,

            @Default("1") @Min(0) @Doc("The fewest characters that an answer has, for the check length.")
            int minCharacters,

            @Default("0.6")
            @Min(0) @Max(1) @Doc(
                    "How probable the answer's tokens are to the model, as their geometric mean, for the check confidence.")
            double minConfidence,

            @Default("0.6")
            @Min(0) @Max(1) @Doc("The share of what an answer says that stands in the prompt, for the check grounding.")
            double minSupport)
            implements StrategySettings {}

    /** A check of an answer. */
    @Doc("A check of an answer.")
    enum Check {
        @Doc("An answer that has to be JSON is JSON; the filter structured, below this one, holds it to its schema.")
        SCHEMA,
        @Doc("The model did not refuse.")
        REFUSAL,
        @Doc("The answer was not cut off, and has the fewest characters that it may have.")
        LENGTH,
        @Doc(
                "The model was sure of its words, by the log-probabilities that it is asked for. OpenAI's chat completions only.")
        CONFIDENCE,
        @Doc("What the answer says stands in the prompt. For prompts that bring the sources of the answer.")
        GROUNDING
    }

    /** The operator's own rules. */
    @Doc("The targets of the first rule that holds; the order of the config where none does.")
    record Rules(@Doc("In order.") List<Rule> rules) implements StrategySettings {

        public Rules {
            if (rules.isEmpty()) {
                throw new IllegalArgumentException("expected at least one rule");
            }
        }
    }

    /** One rule. */
    @Doc("One rule: a CEL expression, and where its calls go.")
    record Rule(
            @Doc(
                    "A CEL expression that is true or false, such as: prompt.tokens > 4000 || caller.labels.plan == 'gold'")
            String when,

            @Doc(
                    "Aliases or provider/model, in order of preference; an alias's targets are put in order by its own strategy.")
            List<String> use) {

        public Rule {
            if (use.isEmpty()) {
                throw new IllegalArgumentException("expected at least one model under 'use'");
            }
        }
    }

    /** By how hard the prompt is. */
    @Doc("The last target for prompts that a small model is expected to get wrong, the first for all others.")
    record Complexity(
            @Default("0.5") @Min(0) @Max(1) @Doc("The share of calls, roughly, that may go to the last target.")
            double strongShare,

            @Doc(
                    "Weights that were trained on cases of your own, by bench/eval/routing --write FILE; the plugin's, unless set.")
            @Nullable Path weights)
            implements StrategySettings {}

    /** By what the prompt means. */
    @Doc(
            "The targets of the group whose examples the last message of the user is most like; the order of the config where it is like none.")
    record Semantic(
            @Doc("What there is to choose among.") List<Group> groups,

            @Default("0.35")
            @Min(0) @Max(1) @Doc("The least likeness (cosine of the embeddings) to the nearest example that counts.")
            double minLikeness)
            implements StrategySettings {

        public Semantic {
            if (groups.isEmpty()) {
                throw new IllegalArgumentException("expected at least one group");
            }
        }
    }

    /** Examples, and where calls like them go. */
    @Doc("Examples, and where calls like them go.")
    record Group(
            @Doc("Messages such as users send.") List<String> examples,

            @Doc(
                    "Aliases or provider/model, in order of preference; an alias's targets are put in order by its own strategy.")
            List<String> use) {

        public Group {
            if (examples.isEmpty() || use.isEmpty()) {
                throw new IllegalArgumentException("expected at least one example and one model under 'use'");
            }
        }
    }
}
