package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Reply;
import dev.sluice.api.Usage;
import dev.sluice.api.Whole;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.prompt.Role;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** One dialect has several forms of a stream, and several paths to one thing. */
class GeminiFormsTest {

    private static final ChatRequest QUESTION = ChatRequest.of("", List.of(Turn.of(Role.USER, "hi")));
    private static final ChatReply ANSWER = new ChatReply(
            "id",
            "m",
            null,
            null,
            List.of(new ChatReply.Choice(
                    List.of(new ChatPart.Text("one two")), Finish.of(Finish.Reason.STOP), List.of())),
            Usage.of(3, 5));

    private final Fixture fixture = Fixture.ofDialects();
    private final ScriptedUpstream upstream =
            ScriptedUpstream.of(fixture.time, Script.replies(call -> Tongue.answer(call, ANSWER)));

    @Test
    void answersInAnArrayWithWhatCameAsEvents() {
        fixture.read(Tongue.GEMINI.call(QUESTION, true), upstream);
        Call call = array(Tongue.GEMINI.call(QUESTION, true));

        Reply array = fixture.reply(call, upstream);

        assertThat(array.headers().get("x-sluice-cache")).isEqualTo("hit");
        assertThat(Tongue.read(call, Tongue.bytes(array)).choices()).isEqualTo(ANSWER.choices());
    }

    @Test
    void answersInEventsWithWhatCameAsAnArray() {
        fixture.read(array(Tongue.GEMINI.call(QUESTION, true)), upstream);
        Call call = Tongue.GEMINI.call(QUESTION, true);

        Reply events = fixture.reply(call, upstream);

        assertThat(events.headers().get("x-sluice-cache")).isEqualTo("hit");
        assertThat(Tongue.read(call, Tongue.bytes(events)).choices()).isEqualTo(ANSWER.choices());
    }

    @Test
    void answersWholeAtOnePathWithWhatCameWholeByAnother() {
        fixture.read(Tongue.GEMINI.call(QUESTION, false), upstream);
        Call call = at("v1-generate-content", Tongue.GEMINI.call(QUESTION, false));

        Reply whole = fixture.reply(call, upstream);

        assertThat(whole).isInstanceOf(Whole.class);
        assertThat(whole.headers().get("x-sluice-cache")).isEqualTo("hit");
        assertThat(Tongue.read(call, Tongue.bytes(whole)).choices()).isEqualTo(ANSWER.choices());
    }

    private static Call array(Call call) {
        Endpoint array = Tongue.GEMINI.dialect().asked(call.endpoint(), "");
        return call.toBuilder()
                .endpoint(Tongue.GEMINI.dialect(), array)
                .request(call.method(), "/v1beta/models/some-model:streamGenerateContent")
                .build();
    }

    private static Call at(String endpoint, Call call) {
        Endpoint other = Tongue.GEMINI.dialect().endpoints().stream()
                .filter(known -> known.name().equals(endpoint))
                .findFirst()
                .orElseThrow();
        return call.toBuilder()
                .endpoint(Tongue.GEMINI.dialect(), other)
                .request(call.method(), Objects.requireNonNull(call.uri()).replace("v1beta", "v1"))
                .build();
    }
}
