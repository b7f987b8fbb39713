package dev.sluice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatEvent.PartEnd;
import dev.sluice.api.chat.ChatEvent.Text;
import dev.sluice.api.chat.ChatEvent.ToolArguments;
import dev.sluice.api.chat.ChatEvent.ToolStart;
import dev.sluice.api.chat.Finish;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts that come mixed, as clients are told of them. */
class PartOrderTest {

    private static final ChatEvent.Ended ENDED = new ChatEvent.Ended(0, Finish.of(Finish.Reason.TOOL_CALLS));

    private final List<ChatEvent> told = new ArrayList<>();
    private final PartOrder order = new PartOrder(told::add);

    private void add(ChatEvent... events) {
        List.of(events).forEach(order::add);
    }

    @Test
    void aCallWaitsForTheOneBeforeIt() {
        add(start(0), start(1), more(0, "{"), more(1, "[1"), more(0, "}"), more(1, "]"));

        assertThat(told).containsExactly(start(0), more(0, "{"), more(0, "}"));
    }

    @Test
    void aCallGoesOnAsItComesOnceTheOneBeforeItHasEnded() {
        add(start(0), start(1), more(1, "[1"), new PartEnd(0, 0), more(1, "]"));

        assertThat(told).containsExactly(start(0), new PartEnd(0, 0), start(1), more(1, "[1"), more(1, "]"));
    }

    @Test
    void callsThatEndedWhileTheyWaitedFollowEachOther() {
        add(start(0), start(1), new PartEnd(0, 1), start(2), new PartEnd(0, 2), new PartEnd(0, 0));

        assertThat(told)
                .containsExactly(start(0), new PartEnd(0, 0), start(1), new PartEnd(0, 1), start(2), new PartEnd(0, 2));
    }

    @Test
    void theEndOfTheAnswerEndsCallsThatNobodySaidWereOver() {
        add(start(0), start(1), more(1, "[]"), more(0, "{}"), ENDED);

        assertThat(told).containsExactly(start(0), more(0, "{}"), start(1), more(1, "[]"), ENDED);
    }

    @Test
    void theEndOfTheStreamEndsThemToo() {
        add(start(0), start(1), start(2));

        order.end();

        assertThat(told).containsExactly(start(0), start(1), start(2));
    }

    @Test
    void wordsThatGoOnAfterAnotherPartAreANewOne() {
        add(new Text(0, 0, "a"), start(1), new PartEnd(0, 1), new Text(0, 0, "b"), new PartEnd(0, 0));

        assertThat(told)
                .containsExactly(
                        new Text(0, 0, "a"), start(1), new PartEnd(0, 1), new Text(0, 2, "b"), new PartEnd(0, 2));
    }

    @Test
    void whatIsSaidOfACallThatIsOverIsNotTold() {
        add(start(0), new PartEnd(0, 0), more(0, "{"), new PartEnd(0, 0), more(7, "{"));

        assertThat(told).containsExactly(start(0), new PartEnd(0, 0));
    }

    @Test
    void answersDoNotWaitForEachOther() {
        add(start(0), new Text(1, 0, "a"), new ChatEvent.Ended(2, Finish.of(Finish.Reason.STOP)));

        assertThat(told).hasSize(3);
    }

    @Test
    void whatIsHeldBackIsBounded() {
        String much = "x".repeat(PartOrder.MAX_HELD / 2);
        add(start(0), start(1), more(1, much));

        assertThatThrownBy(() -> order.add(more(1, much)))
                .isInstanceOfSatisfying(
                        CallError.class, error -> assertThat(error.code()).isEqualTo("upstream_invalid_response"));
    }

    @Test
    void whatWasToldNoLongerCounts() {
        String much = "x".repeat(PartOrder.MAX_HELD / 2);
        for (int part = 0; part < 8; part += 2) {
            add(start(part), start(part + 1), more(part + 1, much), new PartEnd(0, part), new PartEnd(0, part + 1));
        }

        assertThat(told).hasSize(20);
    }

    private static ToolStart start(int part) {
        return new ToolStart(0, part, "id" + part, "f");
    }

    private static ToolArguments more(int part, String piece) {
        return new ToolArguments(0, part, piece);
    }
}
