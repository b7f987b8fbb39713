package dev.sluice.plugins.guard.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leads away from the hosts that are allowed is found, in whatever way it is written; what does not is left alone. */
class UrlScannerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see https://good.example, and so on",
                "**https://good.example**",
                "(see https://docs.good.example:8443/a?b=c#d)",
                "[docs](https://good.example/a) ![logo](https://good.example/logo.png \"our logo\")",
                "[home](/start), [here](#top), [mail](mailto:bob@evil.example), ![logo](img/logo.png)",
                "https://good.example/?back=https://evil.example",
                "<img src='https://good.example/a.png' alt=\"a: b // c\">",
                "[1]: https://good.example/a",
                "1 < 2 and 3 > 2, a // b",
            })
    void leavesAloneWhatStays(String text) {
        assertThat(found(text, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[https://good.example/](https://evil.example/)",
                "[a](//evil.example/www.good.example)",
                "www.evil.example//good.example",
                "[a](https:evil.example)",
                "[a](https:/\\evil.example)",
                "[a](&#104;ttps://evil.example)",
                "[a](&sol;&sol;evil.example)",
                "[a](javascript:alert)",
                "|https://good.example/|https://evil.example/|",
                "https://good.example'@evil.example/",
                "https://good.example)@evil.example/",
                "[a](https://good.example'@evil.example/)",
                "[a](https://good.example(@evil.example))",
                "https:///evil.example",
                "HTTPS://EVIL.EXAMPLE",
                "WWW.EVIL.EXAMPLE",
                "<https://evil.example>",
                "[1]:https://evil.example",
            })
    void findsLinksThatLeadAway(String text) {
        assertThat(found(text, false)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "![a](https://evil.example/?q=1)",
                "![a](<https://evil.example>)",
                "![a]( https://evil.example \"title\")",
                "![a\nb](https://evil.example)",
                "![a [b](https://good.example/) c](https://evil.example)",
                "![a \\] b](https://evil.example)",
                "![a `]` b](https://evil.example)",
                "![a `[` b](https://evil.example)",
                "![a <b c=\"]\"> d](https://evil.example)",
                "[![a](https://evil.example)](https://good.example)",
                "![a](https://good.example'@evil.example)",
                "![a][1]\n\n[1]: https://evil.example",
                "[1]: https://evil.example\n\n![a][1]",
                "> [Logo]: <https://evil.example>\n\n![logo] is it",
                "![logo][]\n\n[logo]: https://evil.example",
                "[![logo] text](https://good.example)\n\n[LOGO]:\n  https://evil.example",
                "<img src=\"https://evil.example/?q=1\">",
                "<IMG alt='>' src = //evil.example>",
                "<img alt=\">\" src=https:\\\\evil.example>",
                "<div style=\"background: url(https://evil.example/a)\">",
                "<link rel=stylesheet href=https://evil.example>",
            })
    void findsWhatIsFetchedUnasked(String text) {
        assertThat(found(text, true))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.label()).isEqualTo("image"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see https://evil.example and [b](https://evil.example)",
                "![logo](https://good.example/a.png), see [docs](https://evil.example)",
                "![logo][1], see [docs](https://evil.example)\n\n[1]: https://good.example/a.png",
                "[docs][1]\n\n[1]: https://evil.example",
                "<a href=\"https://evil.example\">docs</a>",
                "<https://evil.example>",
                "Wow! [docs](https://evil.example)",
                "if a <b then\n\nsee https://evil.example",
            })
    void leavesLinksAloneIfOnlyImagesAreAskedFor(String text) {
        assertThat(found(text, true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 3_000, 100_000})
    void findsAnImageWhoseDescriptionIsLong(int length) {
        String text = "![" + "a ".repeat(length / 2) + "](https://evil.example)";

        assertThat(found(text, true)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 3_000})
    void findsAHostBehindALongPassword(int length) {
        assertThat(found("https://good.example:" + "a".repeat(length) + "@evil.example/", false))
                .isNotEmpty();
    }

    private static List<Finding> found(String text, boolean imagesOnly) {
        UrlScanner scanner = new UrlScanner(UrlScannerTest::isUnwanted, imagesOnly);
        List<Finding> found = new ArrayList<>();
        scanner.next(new Piece(text, 0, new char[0], new int[0], 0), found::add);
        scanner.end(found::add);
        return found;
    }

    private static boolean isUnwanted(String address) {
        String host = Address.host(address);
        return !host.equals("good.example") && !host.endsWith(".good.example");
    }
}
