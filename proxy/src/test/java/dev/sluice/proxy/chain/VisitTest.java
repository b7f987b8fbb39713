package dev.sluice.proxy.chain;

import static dev.sluice.testkit.ReplyAssert.assertThatReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.OnError;
import dev.sluice.api.Reply;
import dev.sluice.api.Whole;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VisitTest {

    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final HeardMeter meter = new HeardMeter();
    private final Call whole = FakeCalls.chat().whole("hi");
    private final Call streamed = FakeCalls.chat().streamed("hi");
    private final ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("hello"));

    @Test
    void countsTheFiltersOwnTimeAndNotThatOfWhatIsBelow() {
        ScriptedUpstream slow = ScriptedUpstream.of(time, Script.says("hello").after(Duration.ofMillis(100)));
        Filter filter =
                (call, next) -> pause(5).compose(paused -> next.proceed(call)).compose(reply -> pause(3).map(reply));

        Future<Reply> reply = run(filter, OnError.FAIL, slow, whole);
        time.advance(Duration.ofMillis(200));

        assertThat(reply.succeeded()).isTrue();
        assertThat(whole.journal().filterTimes()).containsExactly(java.util.Map.entry("tested", Duration.ofMillis(8)));
        assertThat(meter.took()).containsExactly("tested 8000000");
    }

    @Test
    void countsSideBySideAttemptsOnce() {
        ScriptedUpstream slow = ScriptedUpstream.of(time, Script.says("hello").after(Duration.ofMillis(100)));
        Filter filter = (call, next) -> Future.join(next.proceed(call), next.proceed(call))
                .compose(both -> pause(2).map(both.<Reply>resultAt(0)));

        Future<Reply> reply = run(filter, OnError.FAIL, slow, whole);
        time.advance(Duration.ofMillis(200));

        assertThat(reply.cause()).isNull();
        assertThat(whole.journal().filterTimes()).containsEntry("tested", Duration.ofMillis(2));
        assertThat(slow.attempts()).hasSize(2);
    }

    @Test
    void holdsAFilterThatNeverAnswersToItsDeadline() {
        Future<Reply> reply = run((call, next) -> Promise.<Reply>promise().future(), OnError.FAIL, upstream, whole);

        time.advance(DEADLINE);

        assertThat(error(reply).code()).isEqualTo("filter_timeout");
        assertThat(meter.failed()).containsExactly("tested TimeoutException");
        assertThat(upstream.attempts()).isEmpty();
    }

    @Test
    void doesNotCountWaitingForWhatIsBelowAgainstTheDeadline() {
        ScriptedUpstream slow = ScriptedUpstream.of(time, Script.says("hello").after(DEADLINE.multipliedBy(5)));

        Future<Reply> reply = run((call, next) -> next.proceed(call), OnError.FAIL, slow, whole);
        time.advance(DEADLINE.multipliedBy(5));

        assertThatReply(reply.result()).hasText("hello");
    }

    @Test
    void holdsAFilterToItsDeadlineAfterItHasProceeded() {
        ScriptedUpstream slow = ScriptedUpstream.of(time, Script.says("hello").after(DEADLINE.multipliedBy(2)));
        Filter filter = (call, next) ->
                next.proceed(call).compose(got -> Promise.<Reply>promise().future());

        Future<Reply> reply = run(filter, OnError.FAIL, slow, whole);
        time.advance(DEADLINE.multipliedBy(4));

        assertThat(error(reply).code()).isEqualTo("filter_timeout");
    }

    @Test
    void hasNoDeadlineWhereItIsZero() {
        Link link = new Link(
                "tested",
                (call, next) -> pause(3_600_000).compose(x -> next.proceed(call)),
                OnError.FAIL,
                Duration.ZERO);

        Future<Reply> reply = new Visit(link, whole, upstream, time, new Account(link, meter, time)).run();
        time.advance(Duration.ofHours(1));

        assertThatReply(reply.result()).hasText("hello");
    }

    static Stream<Arguments> brokenFilters() {
        return Stream.of(
                broken("throws", (call, next) -> {
                    throw new IllegalStateException("broken");
                }),
                broken("returns null", (call, next) -> nothing()),
                broken("answers with null", (call, next) -> Future.succeededFuture()),
                broken("fails", (call, next) -> Future.failedFuture(new IllegalStateException("broken"))),
                broken("does not link", (call, next) -> {
                    throw new NoClassDefFoundError("dev/gone/Gone");
                }),
                broken("recurses without end", (call, next) -> {
                    throw new StackOverflowError();
                }),
                broken("asserts", (call, next) -> {
                    throw new AssertionError("broken");
                }),
                broken("throws what it does not declare", (call, next) -> {
                    throw VisitTest.<RuntimeException>undeclared(new IOException("broken"));
                }),
                broken(
                        "sets a field of two lines",
                        (call, next) ->
                                Future.succeededFuture(call.reply(200, io.vertx.core.buffer.Buffer.buffer("broken"))
                                        .withHeaders(dev.sluice.api.Headers.of("x-a", "a\r\nb: c")))),
                broken("throws an error", (call, next) -> {
                    throw new Error("broken");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenFilters")
    void failsTheCallOfABrokenFilterThatMustNotBeSkipped(String what, Filter filter) {
        Future<Reply> reply = run(filter, OnError.FAIL, upstream, whole);

        assertThat(error(reply).category()).isEqualTo(CallError.Category.INTERNAL);
        assertThat(error(reply).code()).isEqualTo("filter_failed");
        assertThat(error(reply).message()).contains("'tested'").doesNotContain("broken");
        assertThat(upstream.attempts()).isEmpty();
        assertThat(meter.failed()).hasSize(1);
        assertThat(whole.journal().decisions()).extracting(Decision::action).containsExactly("failed");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenFilters")
    void goesOnWithoutABrokenFilterThatMayBeSkipped(String what, Filter filter) {
        Future<Reply> reply = run(filter, OnError.SKIP, upstream, whole);

        assertThatReply(reply.result()).hasText("hello");
        assertThat(whole.journal().warnings()).containsExactly("filter tested failed and was skipped");
        assertThat(meter.failed()).hasSize(1);
    }

    @Test
    void throwsOnThatTheMachineIsAtItsEnd() {
        OutOfMemoryError end = new OutOfMemoryError("of the test");
        Filter filter = (call, next) -> {
            throw end;
        };

        assertThatThrownBy(() -> run(filter, OnError.SKIP, upstream, whole)).isSameAs(end);
    }

    @Test
    void doesNotProceedForAFilterThatBlockedPastItsDeadline() {
        Filter blocking = (call, next) -> {
            time.advance(DEADLINE.multipliedBy(3));
            return next.proceed(call);
        };

        Future<Reply> reply = run(blocking, OnError.FAIL, upstream, whole);

        assertThat(error(reply).code()).isEqualTo("filter_timeout");
        assertThat(meter.failed()).containsExactly("tested TimeoutException");
        assertThat(upstream.attempts()).isEmpty();
    }

    @Test
    void goesOnWithoutAFilterThatBlockedPastItsDeadlineAndMayBeSkipped() {
        Filter blocking = (call, next) -> {
            time.advance(DEADLINE.multipliedBy(3));
            return next.proceed(FakeCalls.chat().whole("changed"));
        };

        Future<Reply> reply = run(blocking, OnError.SKIP, upstream, whole);

        assertThatReply(reply.result()).hasText("hello");
        assertThat(upstream.attempts()).hasSize(1);
        assertThat(meter.failed()).containsExactly("tested TimeoutException");
    }

    @Test
    void failsAFilterThatBlockedPastItsDeadlineBeforeItAnsweredByItself() {
        Filter blocking = (call, next) -> {
            time.advance(DEADLINE.multipliedBy(3));
            return Future.succeededFuture(call.reply(200, io.vertx.core.buffer.Buffer.buffer("{}")));
        };

        Future<Reply> reply = run(blocking, OnError.FAIL, upstream, whole);

        assertThat(error(reply).code()).isEqualTo("filter_timeout");
    }

    @Test
    void cancelsTheStreamOfAFilterThatBlockedWithItInItsHands() {
        Filter blocking = (call, next) -> next.proceed(call).map(reply -> {
            time.advance(DEADLINE.multipliedBy(3));
            return reply;
        });

        Future<Reply> reply = run(blocking, OnError.SKIP, upstream, streamed);

        assertThat(error(reply).code()).isEqualTo("filter_timeout");
        upstream.assertNothingLeaks();
    }

    @Test
    void passesARefusalThatComesLate() {
        CallError refusal = CallError.of(CallError.Category.PERMISSION, "not_yours", "Not yours.");
        Filter blocking = (call, next) -> {
            time.advance(DEADLINE.multipliedBy(3));
            return Future.failedFuture(refusal);
        };

        Future<Reply> reply = run(blocking, OnError.SKIP, upstream, whole);

        assertThat(reply.cause()).isSameAs(refusal);
        assertThat(upstream.attempts()).isEmpty();
    }

    @Test
    void passesTheWholeReplyThatASkippedFilterGot() {
        Filter filter = (call, next) -> next.proceed(call).map(got -> {
            throw new IllegalStateException("broken");
        });

        Future<Reply> reply = run(filter, OnError.SKIP, upstream, whole);

        assertThatReply(reply.result()).hasText("hello");
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void cancelsTheStreamThatASkippedFilterGotAndFails() {
        Filter filter = (call, next) -> next.proceed(call).map(got -> {
            throw new IllegalStateException("broken");
        });

        Future<Reply> reply = run(filter, OnError.SKIP, upstream, streamed);

        assertThat(error(reply).code()).isEqualTo("filter_failed");
        assertThat(streamed.journal().warnings()).isEmpty();
        upstream.assertNothingLeaks();
    }

    @Test
    void cancelsTheStreamOfAFilterThatFailsAfterProceeding() {
        Filter filter = (call, next) -> next.proceed(call).map(got -> {
            throw new IllegalStateException("broken");
        });

        Future<Reply> reply = run(filter, OnError.FAIL, upstream, streamed);

        assertThat(error(reply).code()).isEqualTo("filter_failed");
        assertThat(upstream.cancelled()).hasSize(1);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.EnumSource(OnError.class)
    void passesARefusalAsItIs(OnError onError) {
        CallError refusal = CallError.of(CallError.Category.PERMISSION, "not_yours", "Not yours.");

        Future<Reply> reply = run((call, next) -> Future.failedFuture(refusal), onError, upstream, whole);

        assertThat(reply.cause()).isSameAs(refusal);
        assertThat(meter.failed()).isEmpty();
        assertThat(whole.journal().decisions()).isEmpty();
    }

    @Test
    void passesWhatFailedBelow() {
        ScriptedUpstream refusing = ScriptedUpstream.of(time, Script.refuses());

        Future<Reply> reply = run((call, next) -> next.proceed(call), OnError.SKIP, refusing, whole);

        assertThat(error(reply).code()).isEqualTo("refused");
        assertThat(meter.failed()).isEmpty();
    }

    @Test
    void letsAFilterAnswerByItself() {
        Reply own = whole.reply(200, io.vertx.core.buffer.Buffer.buffer("{}"));

        Future<Reply> reply = run((call, next) -> Future.succeededFuture(own), OnError.FAIL, upstream, whole);

        assertThat(reply.result()).isSameAs(own);
        assertThat(upstream.attempts()).isEmpty();
    }

    @Test
    void cancelsAReplyThatComesAfterTheDeadline() {
        Promise<Reply> late = Promise.promise();
        Future<Reply> reply = run((call, next) -> late.future(), OnError.FAIL, upstream, whole);
        time.advance(DEADLINE);
        Reply stream = upstream.proceed(streamed).result();

        late.complete(stream);

        assertThat(error(reply).code()).isEqualTo("filter_timeout");
        assertThat(upstream.cancelled()).hasSize(1);
    }

    @Test
    void refusesToProceedOnceTheFilterHasAnswered() {
        CompletableFuture<Next> kept = new CompletableFuture<>();
        Filter filter = (call, next) -> {
            kept.complete(next);
            return next.proceed(call);
        };
        run(filter, OnError.FAIL, upstream, whole);

        Future<Reply> again = kept.join().proceed(whole);

        assertThat(error(again).category()).isEqualTo(CallError.Category.CANCELLED);
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void comesBackToTheCallsLoopFromAnotherThread() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Context home = vertx.getOrCreateContext();
            CompletableFuture<Context> seen = new CompletableFuture<>();
            Filter elsewhere = (call, next) -> {
                Promise<Reply> promise = Promise.promise();
                Thread.ofVirtual()
                        .start(() -> promise.complete(call.reply(200, io.vertx.core.buffer.Buffer.buffer("{}"))));
                return promise.future();
            };

            home.runOnContext(start -> run(elsewhere, OnError.FAIL, upstream, whole)
                    .onComplete(done -> seen.complete(Vertx.currentContext())));

            assertThat(seen.get(10, TimeUnit.SECONDS)).isSameAs(home);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void sendsOnFromTheCallsLoopWhatAFilterSendsFromAnotherThread() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Context home = vertx.getOrCreateContext();
            CompletableFuture<Context> seen = new CompletableFuture<>();
            Filter elsewhere = (call, next) -> {
                Promise<Reply> promise = Promise.promise();
                Thread.ofVirtual().start(() -> next.proceed(call).onComplete(promise));
                return promise.future();
            };
            Next below = call -> {
                seen.complete(Vertx.currentContext());
                return upstream.proceed(call);
            };

            home.runOnContext(start -> run(elsewhere, OnError.FAIL, below, whole));

            assertThat(seen.get(10, TimeUnit.SECONDS)).isSameAs(home);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void runsAChainFromItsFirstFilterToItsLast() {
        StringBuilder order = new StringBuilder();
        List<Link> links = List.of(marking("a", order), marking("b", order));

        Chain chain = Chain.of("default", links, upstream, time, meter);
        Future<Reply> reply = chain.proceed(whole);

        assertThat(reply.result()).isInstanceOf(Whole.class);
        assertThat(order).hasToString("a>b><b<a");
        assertThat(chain.name()).isEqualTo("default");
        assertThat(chain.links()).isEqualTo(links);
        assertThat(whole.journal().filterTimes()).containsOnlyKeys("a", "b");
    }

    private static Link marking(String name, StringBuilder order) {
        Filter filter = (call, next) -> {
            order.append(name).append('>');
            return next.proceed(call).onComplete(done -> order.append('<').append(name));
        };
        return new Link(name, filter, OnError.FAIL, DEADLINE);
    }

    private Future<Reply> run(Filter filter, OnError onError, Next below, Call call) {
        Link link = new Link("tested", filter, onError, DEADLINE);
        return new Visit(link, call, below, time, new Account(link, meter, time)).run();
    }

    private Future<Void> pause(long millis) {
        Promise<Void> over = Promise.promise();
        time.after(Duration.ofMillis(millis), over::complete);
        return over.future();
    }

    private static CallError error(Future<Reply> reply) {
        assertThat(reply.cause()).isInstanceOf(CallError.class);
        return (CallError) reply.cause();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // What other languages of the JVM let everybody do.
    private static <T extends Throwable> T undeclared(Throwable failure) throws T {
        throw (T) failure;
    }

    private static Arguments broken(String how, Filter filter) {
        return Arguments.of(how, filter);
    }

    @SuppressWarnings("NullAway") // what a plugin without null checks may do
    private static Future<Reply> nothing() {
        return null;
    }
}
