package dev.sluice.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatPart.ToolCall;
import dev.sluice.api.chat.ChatPart.ToolResult;
import dev.sluice.api.prompt.Role;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolIdsTest {

    private static Turn calls(String... idsAndNames) {
        return new Turn(
                Role.ASSISTANT,
                Arrays.stream(idsAndNames)
                        .map(call -> call.split(" ", -1))
                        .<ChatPart>map(call -> new ToolCall(call[0], call[1], "{}", "proof"))
                        .toList());
    }

    private static Turn results(String... idsAndNames) {
        return new Turn(
                Role.TOOL,
                Arrays.stream(idsAndNames)
                        .map(result -> result.split(" ", -1))
                        .<ChatPart>map(result -> new ToolResult(result[0], result[1], List.of(), true))
                        .toList());
    }

    private static List<String> ids(Turn... turns) {
        return ToolIds.in(ChatRequest.of("m", List.of(turns))).turns().stream()
                .filter(turn -> turn.role() != Role.USER)
                .flatMap(turn -> turn.parts().stream())
                .map(part -> part instanceof ToolCall call ? call.id() : ((ToolResult) part).id())
                .toList();
    }

    @Test
    void whatHasIdsStaysAsItIs() {
        ChatRequest request = ChatRequest.of("m", List.of(calls("a f"), results("a ")));

        assertThat(ToolIds.in(request)).isSameAs(request);
    }

    @Test
    void onlyIdsAreFilledIn() {
        ChatRequest request = ChatRequest.of("m", List.of(calls(" f"), results(" f")));

        assertThat(ToolIds.in(request).turns()).containsExactly(calls("call_0 f"), results("call_0 f"));
    }

    @Test
    void resultsAnswerTheCallsOfTheirNameInOrder() {
        assertThat(ids(calls(" f", " g", " f"), results(" f", " f", " g")))
                .containsExactly("call_0", "call_1", "call_2", "call_0", "call_2", "call_1");
    }

    @Test
    void resultsWithoutANameAnswerInOrder() {
        assertThat(ids(calls(" f", " g"), results(" ", " "))).containsExactly("call_0", "call_1", "call_0", "call_1");
        assertThat(ids(calls(" f", " f"), results(" f", " "))).containsExactly("call_0", "call_1", "call_0", "call_1");
        assertThat(ids(calls(" f", " f"), results(" ", " f"))).containsExactly("call_0", "call_1", "call_0", "call_1");
    }

    @Test
    void aResultWithoutAnIdAnswersACallThatHasOne() {
        assertThat(ids(calls("a f", "b f"), results("a f", " f"))).containsExactly("a", "b", "a", "b");
    }

    @Test
    void whatNobodyAnsweredIsNotAnsweredLater() {
        assertThat(ids(calls(" f"), Turn.of(Role.USER, "Never mind"), calls(" f"), results(" f")))
                .containsExactly("call_0", "call_1", "call_1");
    }

    @Test
    void aResultOfNoCallHasAnIdOfItsOwn() {
        assertThat(ids(calls(" f"), results(" g", " f", " f"))).containsExactly("call_0", "call_1", "call_0", "call_2");
    }

    @Test
    void madeIdsAreNoneThatWereGiven() {
        assertThat(ids(calls("call_0 f", " g"), results("call_0 f", " g")))
                .containsExactly("call_0", "call_1", "call_0", "call_1");
    }

    @Test
    void callsOfAReplyGetFreshOnes() {
        ChatReply.Choice choice = new ChatReply.Choice(calls(" f", "a g").parts(), null, List.of());
        ChatReply reply = new ChatReply("id", "m", null, null, List.of(choice, choice), null);

        ChatReply filled = ToolIds.in(reply);

        List<String> ids = filled.choices().stream()
                .flatMap(answer -> answer.parts().stream())
                .map(part -> ((ToolCall) part).id())
                .toList();
        assertThat(ids).hasSize(4).doesNotContain("");
        assertThat(ids.get(0)).hasSizeLessThan(41).isNotEqualTo(ids.get(2));
        assertThat(ids.get(1)).isEqualTo("a").isEqualTo(ids.get(3));
        assertThat(ToolIds.in(filled)).isSameAs(filled);
    }
}
