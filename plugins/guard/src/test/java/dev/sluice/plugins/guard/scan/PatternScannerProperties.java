package dev.sluice.plugins.guard.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.safere.Pattern;

/** What a pattern finds depends on neither the cuts of the text nor on what its matches begin with being known. */
class PatternScannerProperties {

    private static final int LONGEST = 12;
    private static final Leads NONE = Leads.of(List.of("."));

    @Property(tries = 2_000)
    void findsTheSameWithAndWithoutLeads(
            @ForAll("patterns") List<String> patterns,
            @ForAll("texts") String text,
            @ForAll("cuts") List<Integer> cuts) {
        Pattern any = Pattern.compile("(?:" + String.join(")|(?:", patterns) + ")");

        List<Finding> plain = found(new PatternScanner(any, NONE, LONGEST, ""), List.of(text));

        assertThat(found(new PatternScanner(any, Leads.of(patterns), LONGEST, ""), pieces(text, cuts)))
                .isEqualTo(plain);
    }

    @Example
    void holdsBackNothingWhereNoMatchBegins() {
        Pattern pattern = Pattern.compile("EMP-[0-9]{6}");
        PatternScanner scanner = new PatternScanner(pattern, Leads.of(List.of(pattern.pattern())), 128, "");

        scanner.next(piece("Revenue grew. E", 0), found -> {});

        assertThat(scanner.clear()).isEqualTo(14);
    }

    /** A megabyte of matches at once would take hours, if each search copied all of it. */
    @Example
    void takesAMegabyteOfMatchesAtOnce() {
        Pattern pattern = Pattern.compile("EMP-[0-9]{6}");
        String text = "EMP-123456 ".repeat(100_000);

        assertThat(found(new PatternScanner(pattern, Leads.of(List.of(pattern.pattern())), 128, ""), List.of(text)))
                .hasSize(100_000);
        assertThat(found(new PatternScanner(pattern, NONE, 128, ""), List.of(text)))
                .hasSize(100_000);
    }

    @Example
    void readsLeadsOffExpressions() {
        assertThat(starts("\\bEMP-[0-9]{6}", "an EMP- EM")).containsExactly(3, 8);
        assertThat(starts("ab?c", "b a")).containsExactly(2);
        assertThat(starts("a\\.b|x", "")).isEmpty();
        for (String everywhere : List.of("a|b", "(?i)ab", "a?b", "[(]a|b", "\\Qa|b\\E|c", "\\w+", ".", "(a|b)")) {
            assertThat(Leads.of(List.of(everywhere)).any()).as(everywhere).isFalse();
        }
        assertThat(Leads.of(List.of("abc", "\\d")).any()).isFalse();
        assertThat(Leads.of(List.of("a(b|c)", "x\\|y")).any()).isTrue();
    }

    @Provide
    Arbitrary<List<String>> patterns() {
        return Arbitraries.of(
                        "EMP-[0-9]{2}",
                        "\\bEM", "E?M-0", "EM*P", "EMP(-|0)1", "M\\-0", "EMP|0-1", "E{2}M", "P-0\\b", "MM+")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("EMP-01 ").ofMaxLength(60);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 9).list().ofMaxSize(20);
    }

    private static List<Integer> starts(String expression, String text) {
        Leads leads = Leads.of(List.of(expression));
        List<Integer> starts = new ArrayList<>();
        StringBuilder all = new StringBuilder(text);
        for (int at = leads.any() ? leads.next(all, 0) : text.length();
                at < text.length();
                at = leads.next(all, at + 1)) {
            starts.add(at);
        }
        return starts;
    }

    private static List<String> pieces(String text, List<Integer> cuts) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < cuts.size() && from < text.length(); i++) {
            int to = Math.min(text.length(), from + cuts.get(i));
            pieces.add(text.substring(from, to));
            from = to;
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    private static List<Finding> found(PatternScanner scanner, List<String> pieces) {
        List<Finding> found = new ArrayList<>();
        long at = 0;
        for (String raw : pieces) {
            scanner.next(piece(raw, at), found::add);
            at += raw.length();
        }
        scanner.end(found::add);
        return found;
    }

    private static Piece piece(String raw, long at) {
        return new Piece(raw, at, new char[0], new int[0], 0);
    }
}
