package dev.sluice.plugins.redact.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;

/**
 * Reads a file of entries.
 *
 * <pre>
 * [name] what it is
 * case exact              letters must be in the case of the pattern; from here on, like the next four
 * edges free              a match may begin and end with what is no letter and no digit; none touches one
 * edges own               the pattern says by itself what may stand beside a match
 * digits 4                how many digits must be near for a rule to be tried (6)
 * cue dob born            literals of which one must be in the text, instead of digits
 * rule 0.6 check regex    a way in which it is written; '-' for no check
 * key 0.9 ghp_ regex      the same for what begins with a literal, which is its cue; exact in case
 * near word, two words    words nearby that make a doubtful match a sure one
 * yes my {123} is         an example, and what is found in it; all of it without braces
 * no 456                  an example in which nothing is found
 * </pre>
 */
final class EntryReader {

    private final String group;
    private final Function<String, Predicate<String>> checks;
    private final List<Entity> entities = new ArrayList<>();
    private @Nullable Draft draft;

    EntryReader(String group, Function<String, Predicate<String>> checks) {
        this.group = group;
        this.checks = checks;
    }

    List<Entity> read(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                read(line);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(group + ".entities:" + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        finish();
        return entities;
    }

    private void read(String line) {
        if (line.startsWith("[")) {
            finish();
            int close = line.indexOf(']');
            draft = new Draft(
                    line.substring(1, close), line.substring(close + 1).strip());
            return;
        }
        if (draft == null) {
            throw new IllegalArgumentException("expected [name] first, found '" + line + "'");
        }
        String[] words = line.split("\\s+", 2);
        draft.line(words[0], words.length > 1 ? words[1] : "");
    }

    private void finish() {
        if (draft != null) {
            entities.add(draft.entity());
        }
    }

    /** An entity as far as it has been read. */
    private final class Draft {

        private final String name;
        private final String about;
        private final List<Rule> rules = new ArrayList<>();
        private final List<String> near = new ArrayList<>();
        private final List<Entity.Example> examples = new ArrayList<>();
        private List<String> cues = List.of();
        private int digits = 6;
        private boolean exact;
        private String edges = "words";

        Draft(String name, String about) {
            this.name = name;
            this.about = about;
        }

        Entity entity() {
            return new Entity(name, group, about, rules, near, examples);
        }

        void line(String key, String value) {
            switch (key) {
                case "case" -> exact = value.equals("exact");
                case "edges" -> edges = value;
                case "digits" -> digits = Integer.parseInt(value);
                case "cue" -> cues = List.of(value.split("\\s+", -1));
                case "rule" -> rule(value.split("\\s+", 3));
                case "key" -> key(value.split("\\s+", 3));
                case "near" -> near.addAll(Arrays.asList(value.split("\\s*,\\s*", -1)));
                case "yes" -> examples.add(Entity.Example.positive(value));
                case "no" -> examples.add(new Entity.Example(value, List.of()));
                default -> throw new IllegalArgumentException("unknown key '" + key + "'");
            }
        }

        private void rule(String[] parts) {
            String regex = edges.equals("words") ? "\\b(?:" + parts[2] + ")\\b" : parts[2];
            Pattern pattern = Pattern.compile(regex, exact ? 0 : Pattern.CASE_INSENSITIVE);
            Predicate<String> check = parts[1].equals("-") ? value -> true : checks.apply(parts[1]);
            rules.add(new Rule(Double.parseDouble(parts[0]), pattern, check, cues, digits, edges.equals("free")));
        }

        private void key(String[] parts) {
            String rest = parts.length > 2 ? parts[2] : "";
            Pattern pattern = Pattern.compile(Pattern.quote(parts[1]) + "(?:" + rest + ")");
            rules.add(new Rule(Double.parseDouble(parts[0]), pattern, value -> true, List.of(parts[1]), 0, true));
        }
    }
}
