package dev.sluice.plugins.guard.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is found of addresses and images does not depend on the cuts of the text, and nothing leaves that is found later. */
class UrlScannerProperties {

    @Property(tries = 3_000)
    void findsTheSameHoweverTheTextIsCut(
            @ForAll("texts") List<String> parts, @ForAll("cuts") List<Integer> cuts, @ForAll boolean imagesOnly) {
        String text = String.join("", parts);

        assertThat(found(text, cuts, imagesOnly)).isEqualTo(found(text, List.of(), imagesOnly));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of(
                        "![",
                        "[",
                        "]",
                        "](",
                        ")",
                        "!",
                        "<img src=",
                        "<a ",
                        ">",
                        "'",
                        "\"",
                        "`",
                        "\\",
                        "\n",
                        " ",
                        "]:",
                        "[1]",
                        "@",
                        "x",
                        "https://evil.example/",
                        "https://good.example",
                        "www.",
                        "//",
                        "&",
                        "|")
                .list()
                .ofMaxSize(14);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 6).list().ofMaxSize(40);
    }

    /** All findings; none of them begins before what was said to be clear. */
    private static List<Finding> found(String text, List<Integer> cuts, boolean imagesOnly) {
        UrlScanner scanner = new UrlScanner(address -> !Address.host(address).equals("good.example"), imagesOnly);
        List<Finding> found = new ArrayList<>();
        long[] clear = {0};
        int from = 0;
        for (int i = 0; from < text.length(); i++) {
            int to = i < cuts.size() ? Math.min(text.length(), from + cuts.get(i)) : text.length();
            Piece piece = new Piece(text.substring(from, to), from, new char[0], new int[0], 0);
            scanner.next(piece, finding -> {
                assertThat(finding.start()).isGreaterThanOrEqualTo(clear[0]);
                found.add(finding);
            });
            assertThat(scanner.clear()).isGreaterThanOrEqualTo(clear[0]);
            clear[0] = scanner.clear();
            from = to;
        }
        scanner.end(finding -> {
            assertThat(finding.start()).isGreaterThanOrEqualTo(clear[0]);
            found.add(finding);
        });
        return found;
    }
}
