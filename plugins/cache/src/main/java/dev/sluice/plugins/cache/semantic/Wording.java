package dev.sluice.plugins.cache.semantic;

import dev.sluice.plugins.cache.semantic.Tokens.Token;
import java.util.Comparator;
import java.util.List;
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
 * @param core all that may carry meaning, in order: every word but what provably says nothing where it stands, pauses as commas
 * @param gist the words that vectors tell apart, in order, in one form for all forms of a word
 * @param telling what vectors hardly tell apart, sorted: who, when, whether, how much; all words of a text that is about words
 * @param numbers in order, written in digits, signs and letters that stand alone among them
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
        List<String> gist,
        List<String> telling,
        List<String> numbers,
        List<String> names,
        Set<String> code,
        int negations) {

    /** Reads a text by the rules of a language, should it be that. */
    static Wording of(String text, English english) {
        List<Token> all = Tokens.of(text);
        List<Token> polite = plain(all, english);
        List<Token> tokens = unframed(polite, english);
        List<Unit> units = Unit.of(tokens);
        List<String> words = units.stream().filter(Unit::isWord).map(Unit::word).toList();
        String language = Language.of(text, words);
        boolean isEnglish = (language.equals(Language.ENGLISH) || language.equals(Language.UNKNOWN))
                && text.chars().noneMatch(c -> Character.isLetter(c) && c > 'z');
        Reader reader = new Reader(english, units, isEnglish);
        reader.read(text.stripTrailing().endsWith("?"), tokens.size() < polite.size());
        return new Wording(
                language,
                Set.copyOf(words),
                words.stream()
                        .flatMap(word -> english.opposites().getOrDefault(word, List.of()).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                Set.copyOf(reader.exact),
                List.copyOf(reader.core),
                List.copyOf(reader.gist),
                reader.telling.stream().sorted().toList(),
                List.copyOf(reader.numbers),
                List.copyOf(reader.names),
                Set.copyOf(reader.code),
                reader.negations);
    }

    /** Without what is said out of politeness before a question, and behind a pause at the end of a text that is not about words. */
    private static List<Token> plain(List<Token> tokens, English english) {
        int start = 0;
        if (start + 1 < tokens.size() && greets(tokens.get(start), tokens.get(start + 1), english)) {
            start++;
        }
        if (start + 1 < tokens.size() && lower(tokens.get(start)).equals("please")) {
            start++;
        }
        int end = tokens.size();
        boolean thanks = end > start + 1
                && english.thanks().contains(lower(tokens.get(end - 1)))
                && tokens.get(end - 1).pause() == ','
                && tokens.stream().noneMatch(token -> isAboutWords(token, english));
        return tokens.subList(start, thanks ? end - 1 : end);
    }

    private static boolean greets(Token token, Token next, English english) {
        return english.greetings().contains(lower(token))
                && next.pause() == ','
                && (english.openers().contains(lower(next)) || lower(next).equals("please"));
    }

    private static boolean isAboutWords(Token token, English english) {
        return token.quoted() || token.pause() == ':' || english.mentions().contains(lower(token));
    }

    private static String lower(Token token) {
        return Contractions.apart(token.text()).getFirst();
    }

    /** Without what only says that something is asked, where a question follows. */
    private static List<Token> unframed(List<Token> tokens, English english) {
        return english.frames().stream()
                .filter(frame -> frame.size() < tokens.size() && beginsWith(tokens, frame))
                .max(Comparator.comparingInt(List::size))
                .filter(frame -> asks(tokens.get(frame.size()), frame, english))
                .map(frame -> tokens.subList(frame.size(), tokens.size()))
                .orElse(tokens);
    }

    /** "Do you know how to swim" asks for no explanation. */
    private static boolean asks(Token next, List<String> frame, English english) {
        String word = lower(next);
        return english.questions().contains(word)
                && !(frame.getLast().equals("know") && frame.getFirst().equals("do") && word.equals("how"));
    }

    private static boolean beginsWith(List<Token> tokens, List<String> frame) {
        return IntStream.range(0, frame.size())
                .allMatch(i -> tokens.get(i).text().equalsIgnoreCase(frame.get(i)));
    }
}
