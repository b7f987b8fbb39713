package dev.sluice.plugins.redact.detect;

import java.util.List;
import org.safere.Pattern;

/**
 * A kind of thing that can be found.
 *
 * @param name lower-case words joined by {@code -}
 * @param group the file that its entry stands in
 * @param about what it is, for people
 * @param rules ways in which it is written
 * @param near words that make a doubtful match a sure one, in lower case
 * @param exact whether two values are the same only if they are written alike: case and separators are part of what they say
 * @param examples texts that tests hold it to
 */
public record Entity(
        String name,
        String group,
        String about,
        List<Rule> rules,
        List<String> near,
        boolean exact,
        List<Example> examples) {

    public Entity {
        rules = List.copyOf(rules);
        near = List.copyOf(near);
        examples = List.copyOf(examples);
    }

    /**
     * Whether a text by itself is one.
     *
     * @param value nothing but the identifier
     * @return true if one of the rules takes it; a rule that says little without a word beside it only counts where there is no other
     */
    public boolean isValid(String value) {
        boolean allWeak = rules.stream().allMatch(Rule::isWeak);
        return rules.stream().anyMatch(rule -> (allWeak || !rule.isWeak()) && rule.takes(value));
    }

    /**
     * Whether it opens a door, as keys and passwords do.
     *
     * @return true for the entries of the file {@code secrets.entities}
     */
    public boolean isSecret() {
        return group.equals("secrets");
    }

    /**
     * A text, and what is found in it.
     *
     * @param text without the braces that mark what is found
     * @param found in order; empty if nothing is
     */
    public record Example(String text, List<String> found) {

        private static final Pattern MARKED = Pattern.compile("\\{([^{}]*)\\}");

        /** Reads what is found out of a line: what stands in braces, or all of it if there are none. */
        static Example positive(String line) {
            List<String> marked =
                    MARKED.matcher(line).results().map(match -> match.group(1)).toList();
            return marked.isEmpty()
                    ? new Example(line, List.of(line))
                    : new Example(MARKED.matcher(line).replaceAll("$1"), marked);
        }
    }
}
