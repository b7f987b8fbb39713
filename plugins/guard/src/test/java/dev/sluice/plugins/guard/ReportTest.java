package dev.sluice.plugins.guard;

import static dev.sluice.plugins.guard.Guards.in;
import static dev.sluice.plugins.guard.Guards.out;
import static dev.sluice.plugins.guard.Guards.shadowed;
import static dev.sluice.plugins.guard.Guards.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Journal;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.prompt.Role;
import dev.sluice.plugins.guard.GuardConfig.InputAction;
import dev.sluice.plugins.guard.GuardConfig.InputRule;
import dev.sluice.plugins.guard.GuardConfig.Mode;
import dev.sluice.plugins.guard.GuardConfig.OutputAction;
import dev.sluice.plugins.guard.Guards.Seen;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told of a decision, and to whom. */
class ReportTest {

    private static final FakeCalls CHAT = FakeCalls.chat();

    @Test
    void onlyRecordsInShadow() {
        Seen seen = Guards.of(shadowed(out(words("secret"), Mode.HOLD, OutputAction.BLOCK)))
                .send(CHAT.streamed("hi"), Script.says(List.of("a sec", "ret plan")));

        assertThat(seen.text()).isEqualTo("a secret plan");
        assertThat(seen.decisions()).containsExactly("shadow-block words 1.00 in content 0.0 at 2-8");
    }

    @Test
    void tellsWhereButNeverWhat() {
        Guards guards =
                Guards.of(in(new Check.Words(List.of(), Map.of("rivals", List.of("acme")), 1), InputAction.NOTE));

        Seen seen = guards.send(after3ms(CHAT.whole("ask acme now")), Script.says("ok"));

        assertThat(seen.decisions()).containsExactly("note words 1.00 rivals in user text 0 at 4-8");
        assertThat(seen.reading.headers().get("x-sluice-guard"))
                .isEqualTo("words;score=1.00;action=note;in=\"user text 0\";at=4-8;us=3000");
        assertThat(guards.context.meters().count("decisions", "rule", "words", "action", "note"))
                .isEqualTo(1);
    }

    @Test
    void tellsWhoIsRefusedByWhichRule() {
        InputRule rule = new InputRule(
                "no \"rivals\"\n", words("acme"), InputAction.BLOCK, false, "[removed]", Set.of(Role.USER));

        Seen seen = Guards.of(rule).send(after3ms(CHAT.whole("ask acme now")), Script.says("ok"));

        assertThat(((CallError) seen.failure()).headers().get("x-sluice-guard"))
                .isEqualTo("\"no \\\"rivals\\\"?\";score=1.00;action=block;in=\"user text 0\";at=4-8;us=3000");
    }

    @Test
    void tellsWhenItDecided() {
        Call call = after3ms(CHAT.streamed("hi"));

        Guards.of(out(words("secret"), Mode.HOLD, OutputAction.REPLACE)).send(call, Script.says("a secret plan"));

        assertThat(call.journal().timeline()).extracting(Journal.Entry::at).containsExactly(Duration.ofMillis(3));
    }

    private static Call after3ms(Call call) {
        Stopwatch sinceItCame = new Stopwatch(Duration.ofMillis(3)::toNanos, 0);
        return call.toBuilder().journal(new Journal(sinceItCame)).build();
    }
}
