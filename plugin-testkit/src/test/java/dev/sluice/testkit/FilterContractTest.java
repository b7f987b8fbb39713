package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract finds out a filter that breaks a law, and names the law. */
class FilterContractTest {
    static Stream<Arguments> filtersThatBreakALaw() {
        return Stream.of(
                breaks("never blocks", (call, next) -> {
                    LockSupport.parkNanos(1);
                    return next.proceed(call);
                }),
                breaks("leaves the call as it is", (call, next) -> {
                    ((Body.Bytes) call.body()).bytes().setByte(0, (byte) ' ');
                    return next.proceed(call);
                }),
                breaks(
                        "comes to an end whatever the upstream does",
                        (call, next) -> Promise.<Reply>promise().future()),
                breaks(
                        "passes error replies on",
                        (call, next) -> next.proceed(call).map(reply -> call.reply(200, Buffer.buffer("{}")))),
                breaks(
                        "passes errors on",
                        (call, next) -> next.proceed(call).recover(e -> Future.failedFuture("something went wrong"))),
                breaks("serves many calls at once", new RemembersTheLastCall()),
                breaks(
                        "sends an upload once",
                        (call, next) -> next.proceed(call).recover(e -> next.proceed(call))),
                breaks(
                        "gives the same text however the text is cut",
                        (call, next) -> next.proceed(call)
                                .map(reply -> reply.mapText(channel -> FilterContractTest::capitalised))),
                breaks(
                        "never makes a broken stream look whole",
                        (call, next) -> next.proceed(call)
                                .map(FilterContractTest::swallowing)
                                .recover(e -> Future.succeededFuture(call.reply(200, Buffer.buffer("{}"))))),
                breaks(
                        "asks for no more than the client reads",
                        (call, next) -> next.proceed(call).compose(FilterContractTest::buffered)),
                breaks(
                        "stops when the client leaves before there is a reply",
                        (call, next) -> next.proceed(call.detach())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filtersThatBreakALaw")
    void findsOutWhoBreaksALaw(String name, Function<FakePluginContext, Filter> filter) {
        Law law = law(name);

        assertThatCode(() -> law.check().accept(trial(filter))).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filtersThatBreakALaw")
    void findsNoFaultWithAFilterThatDoesNothing(String name) {
        assertThatCode(() -> law(name).check().accept(trial(context -> (call, next) -> next.proceed(call))))
                .doesNotThrowAnyException();
    }

    @Test
    void findsATimerThatIsLeft() {
        Trial trial = trial(context -> (call, next) -> {
            Timers.Timer ignored = context.timers().after(Duration.ofDays(1), () -> {});
            return next.proceed(call);
        });

        assertThatCode(() -> law("passes error replies on").check().accept(trial))
                .hasMessageContaining("timers left");
    }

    private static Arguments breaks(String law, Filter filter) {
        return Arguments.of(law, (Function<FakePluginContext, Filter>) context -> filter);
    }

    private static Law law(String name) {
        List<Law> found = Stream.of(CallLaws.ALL, TextLaws.ALL, FlowLaws.ALL)
                .flatMap(List::stream)
                .filter(law -> law.name().equals(name))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Trial trial(Function<FakePluginContext, Filter> filter) {
        return new Trial(filter::apply, FakeCalls.chat(), true);
    }

    private static String capitalised(String piece) {
        return piece.isEmpty() ? piece : piece.substring(0, 1).toUpperCase(Locale.ROOT) + piece.substring(1);
    }

    private static Future<Reply> buffered(Reply reply) {
        return reply instanceof Streamed stream
                ? Sources.collect(stream.frames()).map(all -> stream.withFrames(Sources.of(all)))
                : Future.succeededFuture(reply);
    }

    private static Reply swallowing(Reply reply) {
        return reply instanceof Streamed stream ? stream.withFrames(new Swallowing(stream.frames())) : reply;
    }

    private record Swallowing(Source<Frames> source) implements Source<Frames> {
        @Override
        public Future<Frames> next() {
            return source.next().otherwiseEmpty();
        }

        @Override
        public void cancel() {
            source.cancel();
        }
    }

    private static final class RemembersTheLastCall implements Filter {
        private Next last = call -> Future.failedFuture("none");
        private Call lastCall;

        @Override
        public Future<Reply> apply(Call call, Next next) {
            last = next;
            lastCall = call;
            return Future.<Void>succeededFuture()
                    .compose(done -> next.proceed(call).compose(reply -> {
                        reply.cancel();
                        return last.proceed(lastCall);
                    }));
        }
    }
}
