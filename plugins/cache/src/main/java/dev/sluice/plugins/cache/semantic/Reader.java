package dev.sluice.plugins.cache.semantic;

import dev.sluice.plugins.cache.semantic.Tokens.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text once, and collects what has to be the same in another. A word is left out of the core only where it provably says nothing: the
 * asker in "how do I". No other is: "what is the time" is not "what is time", and "who do I report to" not "who do I report".
 */
final class Reader {

    /** Words, of which a number that is written out has fewer. */
    private static final int LONGEST_NUMERAL = 24;

    private static final Set<String> HELPERS = Set.of("do", "can", "could", "should", "would", "to");
    private static final Set<String> JOINS = Set.of("and", "or", "but");
    private static final Set<String> PERCENT = Set.of("percent", "pct");
    private static final Set<String> CONJUGATED = Set.of("is", "are");

    final Set<String> exact = new HashSet<>();
    final List<String> core = new ArrayList<>();
    final List<String> gist = new ArrayList<>();
    final List<String> telling = new ArrayList<>();
    final List<String> numbers = new ArrayList<>();
    final List<String> names = new ArrayList<>();
    final Set<String> code = new HashSet<>();
    int negations;

    private final English english;
    private final List<Unit> units;
    private final boolean isEnglish;
    private final boolean aboutWords;

    /** From where on a text about words brings the words that it is about, which count as they are written. */
    private final int material;

    private boolean asksHow;
    private String before = "";

    Reader(English english, List<Unit> units, boolean isEnglish) {
        this.english = english;
        this.units = units;
        this.isEnglish = isEnglish;
        this.material = IntStream.range(1, units.size())
                .filter(i -> units.get(i).token().pause() == ':')
                .findFirst()
                .orElse(Integer.MAX_VALUE);
        this.aboutWords = isEnglish
                && (material < Integer.MAX_VALUE
                        || units.stream()
                                .anyMatch(unit -> mentions(unit) || unit.token().quoted()));
    }

    /** Whether it says that a text works on words: then every one of them counts, in whatever form. */
    private boolean mentions(Unit unit) {
        return isEnglish && unit.isWord() && english.mentions().contains(unit.word());
    }

    void read(boolean asks, boolean framed) {
        int at = aboutWords || !isEnglish ? 0 : opening();
        while (at < units.size()) {
            at += read(at);
        }
        if (isEnglish
                && asks
                && !units.isEmpty()
                && !english.openers().contains(units.getFirst().word())) {
            core.add("?");
        }
        if (framed && !aboutWords) {
            turn();
        }
        if (units.stream().anyMatch(this::mentions)) {
            telling.addAll(core);
        }
    }

    /** "How do I", "how can I" and "how to" are one, but where the asker's state is meant: "how do I look". */
    private int opening() {
        boolean to = word(1).equals("to");
        boolean me = (word(1).equals("do") || word(1).equals("can")) && word(2).equals("i");
        int length = to ? 2 : 3;
        boolean state = length + 1 >= units.size() || english.states().contains(word(length));
        if (!word(0).equals("how") || !(to || me) || state) {
            return 0;
        }
        core.add("how");
        for (int i = 0; i < length; i++) {
            loosely(units.get(i), i);
        }
        return length;
    }

    /** What your policy is: what is your policy. */
    private void turn() {
        boolean last = core.size() > 2
                && CONJUGATED.contains(core.getLast())
                && english.questions().contains(core.getFirst());
        if (last) {
            core.add(1, core.removeLast());
        }
    }

    /** Reads one unit or more, and says how many. */
    private int read(int at) {
        Unit unit = units.get(at);
        exact.add(unit.text());
        exact.add(unit.token().text());
        pause(unit, at);
        return switch (unit.token().kind()) {
            case CODE -> {
                code.add(unit.text());
                both(unit.text());
                yield 1;
            }
            case NUMBER, SIGN -> {
                number(unit.text());
                yield 1;
            }
            case SYMBOL -> {
                core.add(unit.text());
                telling.add(unit.text());
                yield 1;
            }
            case WORD -> words(unit, at);
        };
    }

    private void pause(Unit unit, int at) {
        if (at > 0 && !unit.follows()) {
            boolean says = !core.isEmpty() && !core.getLast().equals(",") && !JOINS.contains(unit.word());
            if (says) {
                core.add(",");
            }
        }
    }

    private int words(Unit unit, int at) {
        if (unit.isName()) {
            names.add(unit.word());
        }
        Numerals.@Nullable Numeral numeral = numeral(at);
        if (numeral != null) {
            numeral(numeral, at);
            return numeral.words();
        }
        if (isEnglish && !aboutWords && PERCENT.contains(unit.word())) {
            number("%");
            return 1;
        }
        loosely(unit, at);
        if (aboutWords || !isEnglish) {
            plainly(unit, at);
        } else if (unit.part() == 0 || !isBound(unit)) {
            core.add(strictly(unit, at));
        }
        before = unit.word();
        return 1;
    }

    /** A word of a text about words, or of another language. */
    private void plainly(Unit unit, int at) {
        String text = unit.token().text();
        boolean exactly =
                at >= material || (!isEnglish && !unit.begins()) || unit.token().quoted() || isOther(unit);
        if (isEnglish && (unit.token().quoted() || at >= material)) {
            telling.add(text);
        }
        if (unit.part() == 0) {
            core.add(exactly ? text : text.toLowerCase(Locale.ROOT));
        }
    }

    private Numerals.@Nullable Numeral numeral(int at) {
        if (!isEnglish || aboutWords || isBound(units.get(at))) {
            return null;
        }
        if (word(at).equals("a") && word(at + 1).matches("hundred|thousand|million|billion")) {
            Numerals.Numeral rest = Numerals.first(run(at + 1));
            return new Numerals.Numeral(rest.value(), rest.words() + 1);
        }
        Numerals.Numeral found = Numerals.first(run(at));
        return found.words() == 0 ? null : found;
    }

    private void numeral(Numerals.Numeral numeral, int at) {
        String digits = Long.toString(numeral.value());
        if (digits.equals("1") && (at == 0 || !english.labels().contains(word(at - 1)))) {
            telling.add(digits); // One of them is not one in number.
            both(digits);
        } else {
            number(digits);
        }
        before = word(at + numeral.words() - 1);
    }

    /** The words from there on that may be of one number; "twenty four-hour shifts" are not 24. */
    private List<String> run(int from) {
        int to = from;
        int end = Math.min(units.size(), from + LONGEST_NUMERAL);
        while (to < end
                && (Numerals.isNumeral(word(to)) || (to > from && word(to).equals("and")))
                && (to == from || joins(to))) {
            to++;
        }
        return units.subList(from, to).stream().map(Unit::word).toList();
    }

    private boolean joins(int at) {
        Unit unit = units.get(at);
        boolean whole = Unit.pieces(unit.token().text()).stream()
                .allMatch(piece -> Numerals.isNumeral(piece.toLowerCase(Locale.ROOT)) || piece.equals("and"));
        return unit.part() > 0 || (unit.follows() && whole);
    }

    private String strictly(Unit unit, int at) {
        String word = unit.word();
        if (isBound(unit)) {
            String whole = unit.token().text().toLowerCase(Locale.ROOT);
            Unit.pieces(whole).stream().filter(Numerals::isNumeral).forEach(numbers::add);
            return whole;
        }
        if (isOther(unit) || isMeasure(at)) {
            return unit.text();
        }
        if (isLabel(at)) {
            numbers.add(unit.text());
            return unit.text();
        }
        if (word.length() <= 3 && !word.chars().allMatch(c -> Character.isLetter(c) || c == '\'')) {
            numbers.add(word); // A+, C#
        }
        return english.synonyms().getOrDefault(word, word);
    }

    /** Whether hyphens bind it, which is not what its parts are: {@code re-sign}, {@code man-eating}, {@code ten-year-old}; but {@code twenty-one} is 21. */
    private static boolean isBound(Unit unit) {
        List<String> pieces = Unit.pieces(unit.token().text());
        return pieces.size() > 1
                && !pieces.stream().allMatch(piece -> Numerals.isNumeral(piece.toLowerCase(Locale.ROOT)));
    }

    /** Another word where it is written in capitals: IT is not it, and Turkey not turkey. */
    private boolean isOther(Unit unit) {
        return (unit.isShouted() && english.small().contains(unit.word()))
                || english.cased().contains(unit.word())
                || (!unit.begins() && Language.POLITE.contains(unit.text()));
    }

    /** Behind a number, {@code m} is not {@code M}, and {@code Mb} not {@code MB}. */
    private boolean isMeasure(int at) {
        String text = units.get(at).text();
        boolean counted = at > 0 && units.get(at - 1).token().kind() == Kind.NUMBER;
        return counted
                && text.length() <= 4
                && (text.length() == 1
                        || "mM".indexOf(text.charAt(0)) >= 0
                        || text.toLowerCase(Locale.ROOT).contains("b"))
                && !text.equalsIgnoreCase("min");
    }

    /** Whether a letter is the name of something, and no article: {@code hepatitis A}, {@code 2(a)}, {@code from a to b}. */
    private boolean isLabel(int at) {
        Unit unit = units.get(at);
        if (!unit.isLetter() || !unit.word().equals("a")) {
            return unit.isLetter() && !unit.word().equals("i");
        }
        boolean named = unit.follows() && at > 0 && english.labels().contains(word(at - 1));
        boolean capital = unit.text().equals("A") && !unit.begins();
        Unit next = at + 1 < units.size() ? units.get(at + 1) : null;
        boolean noun = next != null
                && next.follows()
                && next.word().length() > 1
                && !english.functions().contains(next.word());
        return unit.token().label() || capital || !noun || named;
    }

    /** What vectors tell apart, and what they do not. */
    private void loosely(Unit unit, int at) {
        String word = unit.word();
        if (!isEnglish) {
            gist.add(word);
            return;
        }
        if (english.telling().contains(word)) {
            telling.add(word.equals("each") ? "every" : word);
            if (before.equals("a")) {
                telling.add(before); // A few are some; few are hardly any.
            }
        }
        if (english.negations().contains(word)) {
            negations++;
            gist.add("not");
        } else if (isOther(unit)) {
            gist.add(unit.text());
        } else if (isLabel(at) || !isEmpty(word)) {
            String stem = Stems.of(word);
            gist.add(english.akin().getOrDefault(stem, stem));
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

    private void number(String digits) {
        numbers.add(digits);
        both(digits);
    }

    private void both(String word) {
        core.add(word);
        gist.add(word);
    }

    private String word(int at) {
        return at >= 0 && at < units.size() && units.get(at).isWord()
                ? units.get(at).word()
                : "";
    }
}
