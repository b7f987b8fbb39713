package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import dev.sluice.testkit.TestDialect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose signatures are whose. */
class SignaturesTest {

    private static final Dialect CLIENT = new OpenAiDialect();
    private static final Dialect PROVIDER = new TestDialect();
    private static final Obj BODY = Json.object().build();
    private static final CallProofs IN_CALLS = proofs("openai chat-completions");
    private static final CallProofs BEFORE_CALLS = proofs("anthropic messages");
    private static final List<ChatPart> SIGNED = List.of(
            new ChatPart.Reasoning("Hm", "c2ln"),
            new ChatPart.RedactedReasoning("ZGF0"),
            new ChatPart.ToolCall("1", "f", "{}", "c2ln"),
            new ChatPart.Text("Hello"));

    private static CallProofs proofs(String client) {
        return new CallProofs(RecordedStream.speaker(client).codec(), Asked.UNKNOWN);
    }

    private static ChatReply reply(List<ChatPart> parts) {
        return new ChatReply(
                "",
                "",
                null,
                null,
                List.of(new ChatReply.Choice(parts, Finish.of(Finish.Reason.STOP), List.of())),
                null);
    }

    private static ChatRequest request(List<ChatPart> parts) {
        return ChatRequest.of("m", List.of(new Turn(Role.ASSISTANT, parts)));
    }

    private static List<ChatPart> parts(ChatRequest request) {
        return request.turns().getFirst().parts();
    }

    @Test
    void whatAProviderSignedComesBackToIt() {
        Signatures signatures = Signatures.of(PROVIDER, CLIENT);
        List<ChatPart> taken =
                signatures.taken(reply(SIGNED), IN_CALLS).choices().getFirst().parts();
        Losses losses = new Losses();

        ChatRequest given = signatures.given(request(taken), BODY, losses);

        assertThat(taken).doesNotContainAnyElementsOf(SIGNED.subList(0, 3));
        assertThat(parts(given)).isEqualTo(SIGNED);
        assertThat(losses.isEmpty()).isTrue();
    }

    @Test
    void whatAnotherSignedGoesNoFurther() {
        Losses losses = new Losses();

        ChatRequest given = Signatures.of(PROVIDER, CLIENT).given(request(SIGNED), BODY, losses);

        assertThat(parts(given))
                .containsExactly(
                        new ChatPart.Reasoning("Hm", null),
                        new ChatPart.ToolCall("1", "f", "{}", null),
                        new ChatPart.Text("Hello"));
        assertThat(losses.all()).singleElement().extracting(Losses.Loss::field).isEqualTo("signature");
    }

    @Test
    void withinADialectTheyStayWhatTheyAre() {
        Signatures signatures = Signatures.of(CLIENT, CLIENT);

        assertThat(parts(signatures.given(request(SIGNED), BODY, new Losses()))).isEqualTo(SIGNED);
        assertThat(signatures.taken(reply(SIGNED), IN_CALLS)).isEqualTo(reply(SIGNED));
    }

    @Test
    void eventsAreMarkedAsWholeRepliesAre() {
        Signatures signatures = Signatures.of(PROVIDER, CLIENT);

        List<ChatEvent> events = signatures.taken(reply(SIGNED).events(), IN_CALLS);

        assertThat(ChatReply.of(events)).isEqualTo(signatures.taken(reply(SIGNED), IN_CALLS));
    }

    /** A client that has but one word for thinking that nobody can read, and for the proof of what can be read. */
    @Test
    void thinkingThatOnlyItsProviderReadsComesBackAsThat() {
        Signatures signatures = Signatures.of(PROVIDER, CLIENT);
        List<ChatPart> taken = signatures
                .taken(reply(List.of(new ChatPart.RedactedReasoning("ZGF0"))), IN_CALLS)
                .choices()
                .getFirst()
                .parts();
        ChatPart said = new ChatPart.Reasoning("", ((ChatPart.RedactedReasoning) taken.getFirst()).data());

        ChatRequest given = signatures.given(request(List.of(said)), BODY, new Losses());

        assertThat(parts(given)).containsExactly(new ChatPart.RedactedReasoning("ZGF0"));
    }

    @Test
    void aCallsProofGoesBeforeItWhereCallsHaveNone() {
        Signatures signatures = Signatures.of(PROVIDER, CLIENT);
        List<ChatPart> called =
                List.of(new ChatPart.ToolCall("1", "f", "{}", "c2ln"), new ChatPart.ToolCall("2", "f", "{}", null));

        List<ChatPart> taken = signatures
                .taken(reply(called), BEFORE_CALLS)
                .choices()
                .getFirst()
                .parts();

        assertThat(taken).hasSize(3).first().isInstanceOf(ChatPart.Reasoning.class);
        assertThat(taken).contains(new ChatPart.ToolCall("1", "f", "{}", null));
        assertThat(parts(signatures.given(request(taken), BODY, new Losses()))).isEqualTo(called);
    }

    @Test
    void theEventsOfACallsProofComeBeforeTheCall() {
        Signatures signatures = Signatures.of(PROVIDER, CLIENT);
        ChatEvent start = new ChatEvent.ToolStart(0, 3, "1", "f");

        List<ChatEvent> taken = signatures.taken(List.of(start, new ChatEvent.Signature(0, 3, "c2ln")), BEFORE_CALLS);

        assertThat(taken).hasSize(4).last().isEqualTo(start);
        assertThat(taken.getFirst()).isEqualTo(new ChatEvent.Reasoning(0, -5, ""));
    }

    @Test
    void whatIsLeftOutIsNamedByItsPlace() {
        Losses losses = new Losses();
        Obj body = Json.object("messages", Json.array(Json.object("signature", "c2ln")));

        Signatures.of(PROVIDER, CLIENT).given(request(SIGNED), body, losses);

        assertThat(losses.all()).extracting(Losses.Loss::field).containsExactly("messages[0].signature");
    }
}
