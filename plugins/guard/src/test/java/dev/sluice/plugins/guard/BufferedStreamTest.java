package dev.sluice.plugins.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Sources;
import dev.sluice.plugins.guard.GuardConfig.Mode;
import dev.sluice.plugins.guard.GuardConfig.OutputAction;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stream under a rule in buffer whose first event, like those of providers, says that it begins and nothing else. */
class BufferedStreamTest {

    @ParameterizedTest
    @EnumSource
    void doesNotBeginIfItIsRefused(Shape shape) {
        Reply reply = guarded(shape, "this is top ", "secret");

        Future<Reply> begun = reply.begun();

        assertThat(begun.cause())
                .isInstanceOfSatisfying(
                        CallError.class, error -> assertThat(error.code()).isEqualTo("content_filter"));
    }

    @ParameterizedTest
    @EnumSource
    void leavesAsItCameIfItIsNot(Shape shape) {
        Reply reply = guarded(shape, "this is ", "no news");

        Future<List<Frames>> left = Sources.collect(((Streamed) reply).frames());

        assertThat(raw(left.result())).isEqualTo(raw(frames(shape, "this is ", "no news")));
    }

    private static Reply guarded(Shape shape, String... pieces) {
        Call call = Call.builder(new OpenAiDialect(), shape.found())
                .body(Body.of(Buffer.buffer("{}")))
                .streamed(true)
                .build();
        Streamed stream = new Streamed(
                200, Headers.empty(), Sources.of(frames(shape, pieces)), call.endpoint(), Stopwatch.STOPPED);
        return Guards.of(Guards.out(Guards.words("top secret"), Mode.BUFFER, OutputAction.BLOCK))
                .filter()
                .apply(call, sent -> Future.succeededFuture(stream))
                .result();
    }

    /** As they come from the network: an event each. */
    private static List<Frames> frames(Shape shape, String... pieces) {
        Framing framing = shape.found().replyLens().framing();
        List<Frames> frames = new ArrayList<>();
        frames.add(framing.feed(Buffer.buffer("data: " + opening(shape) + "\n\n")));
        for (String piece : pieces) {
            frames.add(framing.feed(Buffer.buffer("data: " + shape.piece(piece) + "\n\n")));
        }
        frames.add(framing.end());
        return frames;
    }

    private static String opening(Shape shape) {
        return switch (shape) {
            case CHAT -> "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}";
            case COMPLETIONS -> "{\"choices\":[]}";
            case RESPONSES -> "{\"type\":\"response.created\",\"response\":{\"status\":\"in_progress\"}}";
        };
    }

    private static String raw(List<Frames> frames) {
        Buffer raw = Buffer.buffer();
        frames.forEach(each -> raw.appendBuffer(each.raw()));
        return raw.toString();
    }
}
