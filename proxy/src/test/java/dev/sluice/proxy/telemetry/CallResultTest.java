package dev.sluice.proxy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallResultTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void judgesEachWayInWhichACallCanEnd(String name, CallEnd end, CallResult expected) {
        assertThat(CallResult.of(end)).isEqualTo(expected);
    }

    @Test
    void tellsBothMetersInOrder() {
        List<String> heard = new ArrayList<>();
        CallMeter both = new Ear("first", heard).and(new Ear("second", heard));

        both.callStarted();
        both.attemptStarted(Ends.TARGET);
        both.attempted(Ends.call(), Ends.TARGET, null, null);
        both.callEnded(Ends.refused());

        assertThat(heard)
                .containsExactly(
                        "first started",
                        "second started",
                        "first attempt",
                        "second attempt",
                        "first attempted",
                        "second attempted",
                        "first ended",
                        "second ended");
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of("answered", Ends.streamed(), CallResult.OK),
                Arguments.of("refused", Ends.refused(), CallResult.REFUSED),
                Arguments.of("unread", Ends.unread("/x"), CallResult.REFUSED),
                Arguments.of("overloaded", Ends.ended(Ends.call(), 503, "overloaded", null, 0), CallResult.REFUSED),
                Arguments.of(
                        "no upstream", Ends.ended(Ends.call(), 502, "upstream_unreachable", null, 0), CallResult.ERROR),
                Arguments.of("upstream's 400", whole(Outcome.End.COMPLETED, 400), CallResult.ERROR),
                Arguments.of("broken stream", whole(Outcome.End.FAILED, 200), CallResult.ERROR),
                Arguments.of("client left stream", whole(Outcome.End.CANCELLED, 200), CallResult.CANCELLED),
                Arguments.of(
                        "client left before",
                        Ends.ended(Ends.call(), 499, "cancelled", null, 0),
                        CallResult.CANCELLED));
    }

    private static CallEnd whole(Outcome.End end, int status) {
        return Ends.ended(Ends.call(), status, null, Ends.outcome(end, status), 0);
    }

    private record Ear(String name, List<String> heard) implements CallMeter {

        @Override
        public void callStarted() {
            heard.add(name + " started");
        }

        @Override
        public void callEnded(CallEnd end) {
            heard.add(name + " ended");
        }

        @Override
        public void attemptStarted(Target target) {
            heard.add(name + " attempt");
        }

        @Override
        public void attempted(Call call, Target target, Reply reply, Throwable failure) {
            heard.add(name + " attempted");
        }
    }
}
