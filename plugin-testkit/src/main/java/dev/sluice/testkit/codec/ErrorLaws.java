package dev.sluice.testkit.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.stream.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** What is written of an error and read again. */
final class ErrorLaws {

    private static final List<Integer> STATUSES = List.of(400, 401, 403, 404, 413, 429, 500, 503);

    private ErrorLaws() {}

    static Stream<DynamicNode> of(Subject subject) {
        return STATUSES.stream()
                .flatMap(status -> Stream.of(
                        DynamicTest.dynamicTest("whole, " + status, () -> isToldWhole(subject, status)),
                        DynamicTest.dynamicTest("in a stream, " + status, () -> isToldInAStream(subject, status))));
    }

    private static ChatError error(int status) {
        return new ChatError(status, "some_code", "What went \"wrong\"", null, null);
    }

    private static void isToldWhole(Subject subject, int status) {
        ChatError read = subject.codec().readError(subject.codec().writeError(error(status)), status);

        assertThat(read)
                .isNotNull()
                .extracting(ChatError::status, ChatError::message)
                .containsExactly(status, error(status).message());
    }

    private static void isToldInAStream(Subject subject, int status) {
        ChatWriter writer = subject.codec().writer(Asked.UNKNOWN, new Losses());
        List<Event> events = new ArrayList<>();
        writer.write(new ChatEvent.Start("id", "model", null, null), events::add);
        writer.write(new ChatEvent.Text(0, 0, "Hello"), events::add);
        writer.write(new ChatEvent.Failed(error(status)), events::add);

        List<ChatError> read = events.stream()
                .map(event -> subject.codec().readError(event))
                .filter(Objects::nonNull)
                .toList();

        assertThat(read)
                .singleElement()
                .extracting(ChatError::message)
                .isEqualTo(error(status).message());
        assertThat(subject.read(events, false, new Losses())).anyMatch(ChatEvent.Failed.class::isInstance);
    }
}
