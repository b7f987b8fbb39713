package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.events;
import static dev.sluice.proxy.testing.ProxyHarness.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Filter;
import dev.sluice.api.Outcome;
import dev.sluice.api.Streamed;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.proxy.telemetry.CallEnd;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A filter that breaks off a reply whose first events the client has already seen. */
class FilterStreamFailureTest {

    private static final String SECRET = "4711-secret";

    static Stream<Arguments> failures() {
        RuntimeException bug = new IllegalStateException("cannot read " + SECRET);
        Error full = new StackOverflowError();
        RuntimeException refusal = CallError.of(Category.PERMISSION, "blocked", "This may not be said.");
        return Stream.of(
                Arguments.of("chat, by a bug", chat(), breaking(bug), "data: {\"error\":", "internal_error"),
                Arguments.of("chat, by a refusal", chat(), breaking(refusal), "data: {\"error\":", "blocked"),
                Arguments.of("responses, by a bug", responses(), breaking(bug), "event: error\n", "internal_error"),
                Arguments.of("responses, by a refusal", responses(), breaking(refusal), "event: error\n", "blocked"),
                Arguments.of("chat, by a full stack", chat(), breaking(full), "data: {\"error\":", "internal_error"),
                Arguments.of("chat, by a source", chat(), throwing(full), "data: {\"error\":", "internal_error"),
                Arguments.of(
                        "chat, by an error", chat(), throwing(new Error()), "data: {\"error\":", "internal_error"));
    }

    record Api(String path, String event) {

        String saying(String text) {
            return "data: " + event.formatted(text) + "\n\n";
        }
    }

    private static Api chat() {
        return new Api("/v1/chat/completions", "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}");
    }

    private static Api responses() {
        return new Api("/v1/responses", "{\"type\":\"response.output_text.delta\",\"delta\":\"%s\"}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void endsTheStreamWithAnErrorThatSaysNoMoreThanItShould(
            String name, Api api, Filter failing, String error, String code) throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        AtomicReference<Outcome> seen = new AtomicReference<>();
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(events()).chunk(api.saying("fine"));
            heard.await();
            wire.chunk(api.saying(SECRET)).awaitClosed();
            cancelled.countDown();
        };
        Filter watching = (call, next) -> next.proceed(call).map(reply -> reply.onEnd(seen::set));
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", ""), watching, failing)) {
            if (code.equals("internal_error")) {
                proxy.expectFault("failed inside Sluice");
            }

            Message reply = stream(proxy, api, heard);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body())
                    .startsWith(api.saying("fine") + error)
                    .contains("\"code\":\"" + code + "\"")
                    .endsWith("\n\n")
                    .doesNotContain(SECRET)
                    .doesNotContain("[DONE]");
            assertThat(cancelled.await(8, TimeUnit.SECONDS))
                    .as("upstream is told")
                    .isTrue();
            proxy.awaitQuiet();
            CallEnd end = proxy.meter().ended().getFirst();
            assertThat(end.error()).isEqualTo(code);
            assertThat(seen.get().end()).isEqualTo(Outcome.End.FAILED);
        }
    }

    @Test
    void answersAlsoWhereAFilterThrowsWhatIsNotItsOwn() throws Exception {
        Filter failing = (call, next) -> {
            throw new OutOfMemoryError("of the test");
        };
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> wire.read());
                ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", ""), failing)) {
            proxy.expectFault("failed inside Sluice");

            Message reply = stream(proxy, chat());

            assertThat(reply.status()).isEqualTo(500);
            proxy.awaitQuiet();
        }
    }

    /** Tells when the first event is there. */
    private static Message stream(ProxyHarness proxy, Api api, CountDownLatch heard) throws IOException {
        try (Wire client = proxy.connect()) {
            String head = client.send(post(api.path(), "{\"model\":\"m\",\"stream\":true}"))
                    .head();
            StringBuilder body = new StringBuilder();
            for (String chunk = client.nextChunk(); !chunk.isEmpty(); chunk = client.nextChunk()) {
                body.append(chunk);
                heard.countDown();
            }
            return new Message(head, body.toString());
        }
    }

    private static Message stream(ProxyHarness proxy, Api api) throws IOException {
        try (Wire client = proxy.connect()) {
            return client.send(post(api.path(), "{\"model\":\"m\",\"stream\":true}"))
                    .read();
        }
    }

    private static Filter breaking(Throwable failure) {
        TextTransformer transformer = piece -> {
            if (piece.contains(SECRET)) {
                throw thrown(failure);
            }
            return piece;
        };
        return (call, next) -> next.proceed(call).map(reply -> reply.mapText(channel -> transformer));
    }

    /** A plugin's own source, which fails where nobody is between it and whoever writes the reply. */
    private static Filter throwing(Error failure) {
        return (call, next) -> next.proceed(call).map(reply -> {
            Streamed streamed = (Streamed) reply;
            return streamed.withFrames(new Source<>() {
                private int pulled;

                @Override
                public Future<Frames> next() {
                    if (pulled++ > 0) {
                        throw failure;
                    }
                    return streamed.frames().next();
                }

                @Override
                public void cancel() {
                    streamed.frames().cancel();
                }
            });
        });
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }
}
