package dev.sluice.testkit.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Losses;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** What is written of a whole reply and read again. */
final class ReplyLaws {

    private static final int MIXED = 200;

    private ReplyLaws() {}

    static Stream<DynamicNode> of(Subject subject) {
        Stream<DynamicNode> single = ReplySamples.all().entrySet().stream()
                .map(sample ->
                        DynamicTest.dynamicTest(sample.getKey(), () -> isTheSameOrLost(subject, sample.getValue())));
        DynamicNode mixed = DynamicTest.dynamicTest(
                "what was kept once is kept again",
                () -> IntStream.range(0, MIXED).forEach(seed -> isStable(subject, ReplySamples.mixed(seed))));
        return Stream.of(single, Stream.of(mixed), ToolIdLaws.ofReplies(subject))
                .flatMap(nodes -> nodes);
    }

    private static void isTheSameOrLost(Subject subject, ChatReply reply) {
        Losses losses = new Losses();

        ChatReply read = subject.again(reply, losses);

        if (losses.isEmpty()) {
            assertThat(subject.plain(read, reply)).isEqualTo(subject.plain(reply, reply));
        }
    }

    private static void isStable(Subject subject, ChatReply reply) {
        ChatReply once = subject.again(reply, new Losses());

        ChatReply twice = subject.again(once, new Losses());

        assertThat(subject.plain(twice, once)).isEqualTo(subject.plain(once, once));
    }
}
