package dev.sluice.plugins.redact.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.safere.Pattern;

/**
 * Reads a file of entries.
 *
 * <pre>
 * [name] what it is
 * case exact              letters must be in the case of the pattern; from here on, like the next five
 * edges free              a match may begin and end with what is no letter and no digit; none touches one
 * edges own               the pattern says by itself what may stand beside a match
 * cut yes                 the check is tried on the first groups of a match as well
 * digits 4                how many digits must be near for a rule to be tried (6)
 * cue dob born            literals of which one must be in the text, instead of digits
 * rule 0.6 check regex    a way in which it is written; '-' for no check
 * key 0.9 ghp_ regex      the same for what begins with a literal, which is its cue; exact in case
 * near word, two words    words nearby that make a doubtful match a sure one
 * values exact            values that are not written alike are not the same: case and separators say something
 * yes my {123} is         an example, and what is found in it; all of it without braces
 * no 456                  an example in which nothing is found
 * </pre>
 */
final class EntryReader {

    private final Function<String, Predicate<String>> checks;

    EntryReader(Function<String, Predicate<String>> checks) {
        this.checks = checks;
    }

    /** Cuts a file into entries, without a look at what is in them: most are never asked for. */
    static List<Entry> entries(String group, List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("[")) {
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).startsWith("[")) {
                    end++;
                }
                entries.add(Entry.of(group, i + 1, lines.subList(i, end)));
            }
        }
        return entries;
    }

    /** Makes the entity. */
    Entity read(Entry entry) {
        Draft draft = new Draft();
        for (int i = 0; i < entry.lines().size(); i++) {
            String line = entry.lines().get(i).strip();
            try {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    String[] words = line.split("\\s+", 2);
                    draft.line(words[0], words.length > 1 ? words[1] : "");
                }
            } catch (RuntimeException e) {
                String place = entry.group() + ".entities:" + (entry.line() + i + 1);
                throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
            }
        }
        return draft.entity(entry);
    }

    /**
     * An entity as it is written.
     *
     * @param line of its name, counted from 1
     * @param lines those below
     */
    record Entry(String name, String about, String group, int line, List<String> lines) {

        static Entry of(String group, int line, List<String> lines) {
            String head = lines.getFirst();
            int close = head.indexOf(']');
            return new Entry(
                    head.substring(1, close),
                    head.substring(close + 1).strip(),
                    group,
                    line,
                    List.copyOf(lines.subList(1, lines.size())));
        }
    }

    /** An entity as far as it has been read. */
    private final class Draft {

        private final List<Rule> rules = new ArrayList<>();
        private final List<String> near = new ArrayList<>();
        private final List<Entity.Example> examples = new ArrayList<>();
        private List<String> cues = List.of();
        private int digits = 6;
        private boolean exact;
        private boolean cut;
        private boolean exactValues;
        private String edges = "words";

        Entity entity(Entry entry) {
            return new Entity(entry.name(), entry.group(), entry.about(), rules, near, exactValues, examples);
        }

        void line(String key, String value) {
            switch (key) {
                case "case" -> exact = value.equals("exact");
                case "edges" -> edges = value;
                case "digits" -> digits = Integer.parseInt(value);
                case "cut" -> cut = value.equals("yes");
                case "cue" -> cues = List.of(value.split("\\s+", -1));
                case "rule" -> rule(value.split("\\s+", 3));
                case "key" -> key(value.split("\\s+", 3));
                case "values" -> exactValues = value.equals("exact");
                case "near" -> near.addAll(Arrays.asList(value.split("\\s*,\\s*", -1)));
                case "yes" -> examples.add(Entity.Example.positive(value));
                case "no" -> examples.add(new Entity.Example(value, List.of()));
                default -> throw new IllegalArgumentException("unknown key '" + key + "'");
            }
        }

        private void rule(String[] parts) {
            String regex = edges.equals("words") ? "\\b(?:" + parts[2] + ")\\b" : parts[2];
            Pattern pattern = Pattern.compile(regex, exact ? 0 : Pattern.CASE_INSENSITIVE);
            Predicate<String> check = parts[1].equals("-") ? Rule.UNCHECKED : checks.apply(parts[1]);
            rules.add(new Rule(Double.parseDouble(parts[0]), pattern, check, cues, digits, edges.equals("free"), cut));
        }

        private void key(String[] parts) {
            String rest = parts.length > 2 ? parts[2] : "";
            Pattern pattern = Pattern.compile(Pattern.quote(parts[1]) + "(?:" + rest + ")");
            rules.add(
                    new Rule(Double.parseDouble(parts[0]), pattern, value -> true, List.of(parts[1]), 0, true, false));
        }
    }
}
