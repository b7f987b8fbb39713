package dev.sluice.proxy.upstream.sandbox;

import static dev.sluice.proxy.upstream.sandbox.Sandbox.chat;
import static dev.sluice.proxy.upstream.sandbox.Sandbox.streamed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.json.Json;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the sandbox answers, fails and gives up. */
class SandboxProviderTest {

    private static final String CHAT = "chat-completions";

    private final Sandbox sandbox = new Sandbox();
    private final HandTime time = sandbox.time;

    @Test
    void itSpeaksTheDialectsThatItHasAVoiceFor() {
        assertThat(sandbox.provider.speaks(Sandbox.DIALECT)).isTrue();
        assertThat(sandbox.provider.takes("anything")).isFalse();
        assertThat(sandbox.provider.name()).isEqualTo("sandbox");
        assertThat(sandbox.provider.close().succeeded()).isTrue();
    }

    @Test
    void everyModelThatIsListedIsThere() {
        assertThat(sandbox.provider.models())
                .contains("echo", "extract", "fail-429")
                .noneMatch(model -> sandbox.send(CHAT, model, chat("Hello")).cause() instanceof CallError error
                        && error.code().equals("model_not_found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5", "echo-3", "lorem-200@0", "fail-200", "", "fail", "Echo"})
    void anUnknownModelIsToldOfTheKnownOnes(String model) {
        CallError error = sandbox.refusal(CHAT, model, chat("Hello"));

        assertThat(error.status()).isEqualTo(404);
        assertThat(error.code()).isEqualTo("model_not_found");
        assertThat(error.message()).startsWith("The sandbox has no model '" + model + "'; it has echo, lorem, ");
    }

    @Test
    void anEndpointThatItDoesNotPlayIsRefused() {
        CallError error = sandbox.refusal("assistants", "echo", chat("Hello"));

        assertThat(error.status()).isEqualTo(404);
        assertThat(error.message())
                .isEqualTo("The endpoint 'assistants' is not supported by the sandbox; use a real provider.");
    }

    @ParameterizedTest
    @CsvSource({
        "fail-400, 400, invalid_request_error",
        "fail-401, 401, authentication_error",
        "fail-418, 418, invalid_request_error",
        "fail-500, 500, server_error",
        "fail-599, 599, server_error"
    })
    void failuresAreSpeltInTheDialect(String model, int status, String type) {
        Whole reply = (Whole) sandbox.send(CHAT, model, streamed(chat("Hello"))).result();

        assertThat(reply.status()).isEqualTo(status);
        assertThat(Sandbox.text(reply.json(), "/error/type")).isEqualTo(type);
        assertThat(reply.headers().get("retry-after")).isNull();
    }

    @Test
    void aLimitSaysWhenToTryAgain() {
        Reply reply = sandbox.send("embeddings", "fail-429", Json.object("input", "x"))
                .result();

        assertThat(reply.headers().get("retry-after")).isEqualTo("1");
    }

    @Test
    void aFailedConnectionIsAnErrorOfTheUpstream() {
        CallError error = sandbox.refusal(CHAT, "fail-connect", chat("Hello"));

        assertThat(error.status()).isEqualTo(502);
        assertThat(error.code()).isEqualTo("upstream_unreachable");
    }

    @Test
    void aStreamBreaksAfterItsFirstEvents() {
        List<Frames> seen = new ArrayList<>();

        Future<Void> end = Sources.forEach(stream("fail-mid-stream"), seen::add);

        assertThat(seen).hasSize(4);
        assertThat(end.cause())
                .isInstanceOfSatisfying(
                        CallError.class, error -> assertThat(error.code()).isEqualTo("upstream_closed"));
        assertThat(sandbox.refusal(CHAT, "fail-mid-stream", chat("Hello")).status())
                .isEqualTo(502);
    }

    @Test
    void aStreamFallsSilentUntilItIsCancelled() {
        List<Frames> seen = new ArrayList<>();
        Source<Frames> stream = stream("hang-mid-stream");
        Future<Void> end = Sources.forEach(stream, seen::add);
        time.pass(Duration.ofHours(1));
        assertThat(end.isComplete()).isFalse();

        stream.cancel();

        assertThat(seen).hasSize(4);
        assertThat(end.cause()).isInstanceOf(CancellationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "slow", "hang-mid-stream"})
    void aCallThatEndsIsNotWaitedFor(String model) {
        Call call = Sandbox.call(CHAT, model, chat("Hello"));
        Future<Reply> reply = sandbox.provider.send(call);
        assertThat(reply.isComplete()).isFalse();

        call.scope().end(null);

        assertThat(reply.cause())
                .isInstanceOfSatisfying(
                        CallError.class, error -> assertThat(error.category()).isEqualTo(CallError.Category.CANCELLED));
        assertThat(time.pending()).isZero();
    }

    @Test
    void aCallThatHasEndedIsNotBegun() {
        Call call = Sandbox.call(CHAT, "echo", chat("Hello"));
        call.scope().end(null);

        assertThat(sandbox.provider.send(call).cause()).isInstanceOf(CallError.class);
    }

    @Test
    void tokensComeAtTheirRate() {
        List<Frames> seen = new ArrayList<>();
        Future<Void> end = Sources.forEach(stream("lorem-20@10"), seen::add);
        assertThat(seen).hasSize(1);

        time.pass(Duration.ofMillis(1050));

        assertThat(seen).hasSize(11);
        time.pass(Duration.ofMillis(950));
        assertThat(end.succeeded()).isTrue();
        assertThat(time.pending()).isZero();
    }

    @Test
    void whoIsLateCatchesUp() {
        Source<Frames> stream = stream("lorem-20@10");
        time.pass(Duration.ofSeconds(1));

        List<Frames> seen = new ArrayList<>();
        Future<Void> end = Sources.forEach(stream, seen::add);

        assertThat(seen).hasSize(11);
        assertThat(end.isComplete()).isFalse();
    }

    @Test
    void aWholeReplyTakesAsLongAsItsStream() {
        Future<Reply> reply = sandbox.send(CHAT, "lorem-20@10", chat("Hello"));
        time.pass(Duration.ofMillis(1999));
        assertThat(reply.isComplete()).isFalse();

        time.pass(Duration.ofMillis(1));

        assertThat(reply.succeeded()).isTrue();
    }

    @Test
    void aSlowModelLetsOneWaitForItsFirstEvent() {
        Future<Frames> first = stream("slow").next();
        time.pass(Duration.ofMillis(1999));
        assertThat(first.isComplete()).isFalse();

        time.pass(Duration.ofMillis(1));

        assertThat(first.succeeded()).isTrue();
    }

    @Test
    void cancellingAStreamStopsItsTimerAtOnce() {
        Source<Frames> stream = stream("slow");
        Future<Frames> first = stream.next();

        stream.cancel();

        assertThat(time.pending()).isZero();
        assertThat(first.cause()).isInstanceOf(CancellationException.class);
        assertThat(stream.next().cause()).isInstanceOf(CancellationException.class);
    }

    @Test
    void theEndOfACallStopsItsStream() {
        Call call = Sandbox.call(CHAT, "slow", streamed(chat("Hello")));
        Streamed reply = (Streamed) sandbox.provider.send(call).result();
        Future<Frames> first = reply.frames().next();

        call.scope().end(null);

        assertThat(time.pending()).isZero();
        assertThat(first.failed()).isTrue();
    }

    private Source<Frames> stream(String model) {
        return ((Streamed) sandbox.send(CHAT, model, streamed(chat("Hello"))).result()).frames();
    }
}
