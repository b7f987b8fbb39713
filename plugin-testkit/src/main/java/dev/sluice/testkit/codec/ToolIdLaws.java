package dev.sluice.testkit.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatPart.ToolCall;
import dev.sluice.api.chat.ChatPart.ToolResult;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.prompt.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** What dialects that pair by id write of calls from one that does not: no id is empty, and none is another call's. */
final class ToolIdLaws {

    private static final ToolCall OSLO = new ToolCall("", "weather", "{\"city\":\"Oslo\"}", null);
    private static final ToolCall ROME = new ToolCall("", "weather", "{\"city\":\"Rome\"}", null);
    private static final ToolCall TIME = new ToolCall("", "time", "{}", null);

    private ToolIdLaws() {}

    static Stream<DynamicNode> ofRequests(Subject subject) {
        return subject.pairsByName()
                ? Stream.empty()
                : Stream.of(
                        DynamicTest.dynamicTest("results find calls without ids", () -> resultsFindCalls(subject)),
                        DynamicTest.dynamicTest("made ids stay the same", () -> idsStay(subject)));
    }

    static Stream<DynamicNode> ofReplies(Subject subject) {
        return subject.pairsByName()
                ? Stream.empty()
                : Stream.of(
                        DynamicTest.dynamicTest("calls without ids get some", () -> {
                            areDistinct(ids(subject.again(reply(), new Losses())));
                            areDistinct(ids(streamed(subject)));
                        }),
                        DynamicTest.dynamicTest(
                                "calls without ids get others in another reply",
                                () -> assertThat(ids(subject.again(reply(), new Losses())))
                                        .doesNotContainAnyElementsOf(ids(subject.again(reply(), new Losses())))));
    }

    private static ChatRequest conversation(int exchanges) {
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < exchanges; i++) {
            turns.add(Turn.of(Role.USER, "Here, there, and when?"));
            turns.add(new Turn(Role.ASSISTANT, List.of(OSLO, TIME, ROME)));
            turns.add(new Turn(
                    Role.TOOL, List.of(result("weather", "rain"), result("weather", "sun"), result("time", "noon"))));
        }
        return ChatRequest.of("some-model", turns);
    }

    private static ToolResult result(String tool, String text) {
        return new ToolResult("", tool, List.of(new ChatPart.Text(text)), false);
    }

    private static void resultsFindCalls(Subject subject) {
        ChatRequest read = subject.again(conversation(2), new Losses());

        List<String> calls = ids(read, ToolCall.class);
        areDistinct(calls);
        assertThat(calls).hasSize(6);
        assertThat(ids(read, ToolResult.class))
                .as("results of calls %s", calls)
                .containsExactly(calls.get(0), calls.get(2), calls.get(1), calls.get(3), calls.get(5), calls.get(4));
    }

    /** Providers find what they have cached by the bytes of its beginning. */
    private static void idsStay(Subject subject) {
        List<String> once = ids(subject.again(conversation(1), new Losses()), ToolCall.class);

        assertThat(ids(subject.again(conversation(1), new Losses()), ToolCall.class))
                .isEqualTo(once);
        assertThat(ids(subject.again(conversation(3), new Losses()), ToolCall.class))
                .startsWith(once.toArray(String[]::new));
    }

    private static ChatReply reply() {
        Finish finish = Finish.of(Finish.Reason.TOOL_CALLS);
        return new ChatReply(
                "id-1",
                "some-model",
                null,
                null,
                List.of(new ChatReply.Choice(List.of(OSLO, TIME, ROME), finish, List.of())),
                null);
    }

    private static ChatReply streamed(Subject subject) {
        return ChatReply.of(subject.read(subject.written(reply().events(), new Losses()), true, new Losses()));
    }

    private static List<String> ids(ChatReply reply) {
        List<String> ids = reply.choices().getFirst().parts().stream()
                .filter(ToolCall.class::isInstance)
                .map(ToolIdLaws::id)
                .toList();
        assertThat(ids).hasSize(3);
        return ids;
    }

    private static List<String> ids(ChatRequest request, Class<? extends ChatPart> kind) {
        return request.turns().stream()
                .flatMap(turn -> turn.parts().stream())
                .filter(kind::isInstance)
                .map(ToolIdLaws::id)
                .toList();
    }

    private static String id(ChatPart part) {
        return part instanceof ToolCall call ? call.id() : ((ToolResult) part).id();
    }

    private static void areDistinct(List<String> ids) {
        assertThat(ids).doesNotContain("").doesNotHaveDuplicates();
    }
}
