package dev.sluice.plugins.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.plugins.redact.replace.Action;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeClient;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of personal data that the model itself brings up. */
class ReplyScreeningTest {

    private final VirtualTime time = new VirtualTime();
    private final FakePluginContext context = new FakePluginContext(time);

    @Test
    void masksWhatTheModelBringsUp() {
        RedactConfig config = Configs.of(List.of(), List.of(Configs.rule("email", Action.MASK)), List.of());

        Reading reply = read(config, FakeCalls.chat().streamed("who?"), "Ask carl@example.com. Or not.");

        assertThat(reply.text()).isEqualTo("Ask ****@*******.***. Or not.");
    }

    /** What the client never said it must not be told, whole or streamed, whether or not its prompt had tokens of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"who?", "who is bob@example.com?"})
    void tokensOfWhatTheModelBringsUpStay(String said) {
        RedactConfig config = Configs.of(
                List.of(Configs.rule("email", Action.TOKEN)), List.of(Configs.rule("email", Action.TOKEN)), List.of());

        Reading whole = read(config, FakeCalls.chat().whole(said), "Ask carl@example.com. Or not.");
        Reading streamed = read(config, FakeCalls.chat().streamed(said), "Ask carl@example.com. Or not.");

        assertThat(whole.text()).matches("Ask \\[EMAIL_[A-Z]{12}]\\. Or not\\.");
        assertThat(streamed.text()).isEqualTo(whole.text());
    }

    @Test
    void tellsWhatItDidToReplies() {
        RedactConfig config = Configs.of(
                List.of(), List.of(Configs.rule("email", Action.MASK), Configs.rule("iban", Action.BLOCK)), List.of());
        Call call = FakeCalls.chat().streamed("hi");

        read(config, call, "Ask a@example.com. Or b@example.com. Pay DE89370400440532013000 now.");

        assertThat(call.journal().decisions())
                .containsExactly(
                        new Decision("redact", "redacted", "email in the reply's content"),
                        new Decision("redact", "refused", "iban in the reply's content"));
        assertThat(context.meters().count("redacted", "entity", "email")).isEqualTo(2);
        assertThat(context.meters().count("refused", "entity", "iban")).isEqualTo(1);
    }

    private Reading read(RedactConfig config, Call call, String said) {
        Filter filter = new RedactFactory().create(config, context).result();
        Future<Reply> reply = filter.apply(call, ScriptedUpstream.of(time, Script.says(said)));
        time.run();
        Reading reading = FakeClient.eager(time).read(reply.result());
        time.run();
        return reading;
    }
}
