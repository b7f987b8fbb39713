package dev.sluice.testkit.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** What is written of a request and read again. */
final class RequestLaws {

    private static final int MIXED = 200;

    private RequestLaws() {}

    static Stream<DynamicNode> of(Subject subject) {
        Stream<DynamicNode> single = RequestSamples.all().entrySet().stream()
                .map(sample ->
                        DynamicTest.dynamicTest(sample.getKey(), () -> isTheSameOrLost(subject, sample.getValue())));
        DynamicNode mixed = DynamicTest.dynamicTest(
                "what was kept once is kept again",
                () -> IntStream.range(0, MIXED).forEach(seed -> isStable(subject, RequestSamples.mixed(seed))));
        return Stream.of(single, Stream.of(mixed), ToolIdLaws.ofRequests(subject))
                .flatMap(nodes -> nodes);
    }

    private static void isTheSameOrLost(Subject subject, ChatRequest request) {
        Losses losses = new Losses();

        ChatRequest read = subject.again(request, losses);

        if (losses.isEmpty()) {
            assertThat(subject.plain(read)).isEqualTo(subject.plain(request));
        }
    }

    private static void isStable(Subject subject, ChatRequest request) {
        ChatRequest once = subject.again(request, new Losses());

        ChatRequest twice = subject.again(once, new Losses());

        assertThat(subject.plain(twice)).isEqualTo(subject.plain(once));
    }
}
