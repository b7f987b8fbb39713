package dev.sluice.plugins.cache;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Reply;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Finish;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream that is coming on one event loop is read in another dialect on another. */
class CrossedLoopsTest {

    private static final ChatReply ANSWER =
            Conversations.reply(List.of(new ChatPart.Text("one two three")), Finish.of(Finish.Reason.STOP), 3);

    private final Vertx vertx = Vertx.vertx();
    private final Context home = ((VertxInternal) vertx).createEventLoopContext();
    private final Context away = ((VertxInternal) vertx).createEventLoopContext();
    private final Fixture fixture = Fixture.ofDialects();
    private final ScriptedUpstream upstream =
            ScriptedUpstream.of(fixture.time, Script.replies(call -> Tongue.answer(call, ANSWER)));

    @AfterEach
    void close() throws Exception {
        done(vertx.close());
    }

    @ParameterizedTest
    @CsvSource({"CHAT, ANTHROPIC", "ANTHROPIC, GEMINI", "OLLAMA, CHAT", "BEDROCK, RESPONSES"})
    void isSaidThereAsItComes(Tongue first, Tongue second) throws Exception {
        on(home, () -> fixture.cache.apply(first.call(Conversations.request("hi"), true), upstream));
        Call call = second.call(Conversations.request("hi"), true);

        Reply reply = on(away, () -> fixture.cache.apply(call, upstream));
        Buffer heard = on(away, () -> Tongue.all(reply));

        assertThat(Tongue.read(call, heard).choices()).isEqualTo(ANSWER.choices());
        assertThat(upstream.attempts()).hasSize(1);
    }

    private static <T> T on(Context context, Supplier<Future<T>> code) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.runOnContext(turn -> code.get().onSuccess(result::complete).onFailure(result::completeExceptionally));
        return result.get(10, SECONDS);
    }

    private static <T> void done(Future<T> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}
