package dev.sluice.plugins.guard;

import static dev.sluice.plugins.guard.Guards.out;
import static dev.sluice.plugins.guard.Guards.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.guard.GuardConfig.Mode;
import dev.sluice.plugins.guard.GuardConfig.OutputAction;
import dev.sluice.plugins.guard.Guards.Seen;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.Script;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of a stream is held back, and for how long. */
class HoldTest {

    private static final FakeCalls CHAT = FakeCalls.chat();
    private static final Check RIVAL = words("acme corp");

    @Test
    void whatMayBecomeAMatchStaysWhileTheStreamIsSilent() {
        Seen seen = waiting(RIVAL, "call Acme ", "Cor");

        assertThat(seen.text()).isEqualTo("call");
        assertThat(seen.error()).isEmpty();
    }

    @Test
    void whatWasHeldIsNoMatchOnceASilentStreamIsGivenUp() {
        Seen seen = send(RIVAL, Script.says(List.of("call Acme ", "Cor")).thenStalls());

        assertThat(seen.text()).isEqualTo("call Acme Cor");
        assertThat(seen.error()).startsWith("upstream_");
    }

    @Test
    void whatWasHeldIsAMatchOnceTheStreamIsGivenUp() {
        Seen seen = send(RIVAL, Script.says(List.of("call Acme ", "Corp")).thenBreaks());

        assertThat(seen.text()).isEqualTo("call");
        assertThat(seen.error()).isEqualTo("content_filter");
    }

    @Test
    void aPatternHoldsNoMoreThanItsLongestMatch() {
        Seen seen = waiting(new Check.Patterns(List.of("[A-Z]+-\\d+"), 32), "A".repeat(1_000), "A".repeat(1_000));

        assertThat(seen.text()).hasSize(2_000 - 32);
    }

    /** Invisible characters and spaces fold to nothing: a phrase does not wait for its rest behind any number of them. */
    @ParameterizedTest
    @ValueSource(strings = {"\u200b", " ", "-", "\udb40\udc41"})
    void whatSaysNothingIsNotHeldWithoutBound(String nothing) {
        String run = nothing.repeat(2_000);

        Seen seen = waiting(RIVAL, "Acme", run, run, run);

        assertThat(seen.text()).hasSizeGreaterThan(6_000 * nothing.length() - 2_048);
    }

    @Test
    void aPhraseIsFoundAcrossWhatSaysNothing() {
        Seen seen = send(RIVAL, Script.says(List.of("Acme", "\u200b".repeat(500), " ".repeat(500), "Corp.")));

        assertThat(seen.text()).isEmpty();
        assertThat(seen.error()).isEqualTo("content_filter");
    }

    @Test
    void aLanguageIsToldBeforeMuchIsHeld() {
        Seen seen = waiting(new Check.Language(Set.of("en")), "- ".repeat(2_000), "- ".repeat(2_000));

        assertThat(seen.text()).hasSize(8_000);
    }

    /** What has left while the stream says nothing more. */
    private static Seen waiting(Check check, String... pieces) {
        return Guards.of(out(check, Mode.HOLD, OutputAction.BLOCK))
                .send(CHAT.streamed("hi"), Script.says(List.of(pieces)).thenStalls(), Duration.ofSeconds(1));
    }

    private static Seen send(Check check, Script script) {
        return Guards.of(out(check, Mode.HOLD, OutputAction.BLOCK)).send(CHAT.streamed("hi"), script);
    }
}
