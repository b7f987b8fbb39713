package dev.sluice.plugins.cache.semantic;

import dev.sluice.plugins.cache.semantic.Tokens.Kind;
import dev.sluice.plugins.cache.semantic.Tokens.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What of a text has to be the same in another one, taken apart.
 *
 * @param language as {@link Language} tells it
 * @param words all of them, without case
 * @param sides of which opposites it says one
 * @param exact all words and all code, as they stand there
 * @param core what carries meaning, in order, in one form for all forms of a word
 * @param numbers in order, written in digits, signs among them
 * @param names words that are written like names, without case, in order
 * @param code what is written like code
 * @param negations how often something is denied
 */
public record Wording(
        String language,
        Set<String> words,
        Set<English.Side> sides,
        Set<String> exact,
        List<String> core,
        List<String> numbers,
        List<String> names,
        Set<String> code,
        int negations) {

    private static final Set<String> HELPERS = Set.of("do", "can", "could", "should", "would", "to");

    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("zero", "0"),
            Map.entry("two", "2"),
            Map.entry("three", "3"),
            Map.entry("four", "4"),
            Map.entry("five", "5"),
            Map.entry("six", "6"),
            Map.entry("seven", "7"),
            Map.entry("eight", "8"),
            Map.entry("nine", "9"),
            Map.entry("ten", "10"),
            Map.entry("eleven", "11"),
            Map.entry("twelve", "12"),
            Map.entry("twenty", "20"),
            Map.entry("thirty", "30"),
            Map.entry("forty", "40"),
            Map.entry("fifty", "50"),
            Map.entry("hundred", "100"),
            Map.entry("percent", "%"),
            Map.entry("pct", "%"));

    /** Reads a text by the rules of a language, should it be that. */
    static Wording of(String text, English english) {
        List<Token> tokens = unframed(Tokens.of(text), english);
        List<String> words = new ArrayList<>();
        tokens.stream().filter(token -> token.kind() == Kind.WORD).forEach(token -> words.addAll(parts(token.text())));
        String language = Language.of(text, words);
        Reader reader = new Reader(english, language.equals(Language.ENGLISH) || language.equals(Language.UNKNOWN));
        tokens.forEach(reader::read);
        return new Wording(
                language,
                Set.copyOf(words),
                words.stream()
                        .flatMap(word -> english.opposites().getOrDefault(word, List.of()).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                Set.copyOf(reader.exact),
                List.copyOf(reader.core),
                List.copyOf(reader.numbers),
                List.copyOf(reader.names),
                Set.copyOf(reader.code),
                reader.negations);
    }

    /** Without what only says that something is asked. */
    private static List<Token> unframed(List<Token> tokens, English english) {
        return english.frames().stream()
                .filter(frame -> frame.size() < tokens.size() && beginsWith(tokens, frame))
                .max(Comparator.comparingInt(List::size))
                .map(frame -> tokens.subList(frame.size(), tokens.size()))
                .orElse(tokens);
    }

    private static boolean beginsWith(List<Token> tokens, List<String> frame) {
        return IntStream.range(0, frame.size())
                .allMatch(i -> tokens.get(i).text().equalsIgnoreCase(frame.get(i)));
    }

    /** A word without case, and what is drawn together in it apart: {@code can't} is can and not. */
    private static List<String> parts(String word) {
        String lower = word.toLowerCase(Locale.ROOT).replace('’', '\'');
        return switch (lower) {
            case "can't", "cannot" -> List.of("can", "not");
            case "won't" -> List.of("will", "not");
            case "shan't" -> List.of("shall", "not");
            default -> {
                if (lower.endsWith("n't")) {
                    yield List.of(lower.substring(0, lower.length() - 3), "not");
                }
                int mark = lower.indexOf('\'');
                yield List.of(mark > 1 && lower.length() - mark <= 3 ? lower.substring(0, mark) : lower);
            }
        };
    }

    /** Collects what is asked of a text, token by token. */
    private static final class Reader {

        private final English english;
        private final boolean isEnglish;
        private final Set<String> exact = new HashSet<>();
        private final List<String> core = new ArrayList<>();
        private final List<String> numbers = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final Set<String> code = new HashSet<>();
        private int negations;
        private String before = "";
        private boolean asksHow;

        Reader(English english, boolean isEnglish) {
            this.english = english;
            this.isEnglish = isEnglish;
        }

        void read(Token token) {
            switch (token.kind()) {
                case CODE -> {
                    exact.add(token.text());
                    code.add(token.text());
                    core.add(token.text());
                }
                case NUMBER, SIGN -> number(token.text());
                case WORD -> {
                    exact.add(token.text());
                    if (isName(token)) {
                        names.add(parts(token.text()).getFirst());
                    }
                    if (isShouted(token.text())
                            && english.small().contains(token.text().toLowerCase(Locale.ROOT))) {
                        core.add(token.text()); // IT is not it, and US not us.
                    } else {
                        parts(token.text()).forEach(this::word);
                    }
                }
            }
        }

        private void number(String digits) {
            numbers.add(digits);
            core.add(digits);
        }

        private void word(String word) {
            String digits = isEnglish ? NUMBERS.get(word) : null;
            if (digits != null) {
                number(digits);
            } else if (!isEnglish) {
                core.add(word);
            } else if (english.negations().contains(word)) {
                negations++;
                core.add("not");
            } else if (word.equals("few") && before.equals("a")) {
                core.add("several"); // A few are some; few are hardly any.
            } else if (!isEmpty(word)) {
                String stem = Stems.of(word);
                core.add(english.synonyms().getOrDefault(stem, stem));
            }
            asksHow = word.equals("how") || (asksHow && (isEmpty(word) || HELPERS.contains(word)));
            before = word;
        }

        /** In "how do I" and "how to" nobody in particular is meant. */
        private boolean isEmpty(String word) {
            return english.dropped().contains(word)
                    || (english.asked().contains(word) && english.askers().contains(before))
                    || (word.equals("i") && asksHow && HELPERS.contains(before));
        }

        private static boolean isShouted(String text) {
            return text.length() > 1 && text.chars().allMatch(Character::isUpperCase);
        }

        /** Begins with a capital although no sentence does, or is all capitals. */
        private static boolean isName(Token token) {
            String text = token.text();
            boolean capital = Character.isUpperCase(text.charAt(0)) && text.length() > 1;
            boolean shouted = capital && text.chars().noneMatch(Character::isLowerCase);
            return shouted || (capital && !token.first());
        }
    }
}
