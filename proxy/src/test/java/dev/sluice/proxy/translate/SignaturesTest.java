package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import dev.sluice.testkit.TestDialect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose signatures are whose. */
class SignaturesTest {

    private static final Dialect CLIENT = new OpenAiDialect();
    private static final Dialect PROVIDER = new TestDialect();
    private static final List<ChatPart> SIGNED = List.of(
            new ChatPart.Reasoning("Hm", "c2ln"),
            new ChatPart.RedactedReasoning("ZGF0"),
            new ChatPart.ToolCall("1", "f", "{}", "c2ln"),
            new ChatPart.Text("Hello"));

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
                signatures.taken(reply(SIGNED)).choices().getFirst().parts();
        Losses losses = new Losses();

        ChatRequest given = signatures.given(request(taken), losses);

        assertThat(taken).doesNotContainAnyElementsOf(SIGNED.subList(0, 3));
        assertThat(parts(given)).isEqualTo(SIGNED);
        assertThat(losses.isEmpty()).isTrue();
    }

    @Test
    void whatAnotherSignedGoesNoFurther() {
        Losses losses = new Losses();

        ChatRequest given = Signatures.of(PROVIDER, CLIENT).given(request(SIGNED), losses);

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

        assertThat(parts(signatures.given(request(SIGNED), new Losses()))).isEqualTo(SIGNED);
        assertThat(signatures.taken(reply(SIGNED))).isEqualTo(reply(SIGNED));
    }

    @Test
    void eventsAreMarkedAsWholeRepliesAre() {
        Signatures signatures = Signatures.of(PROVIDER, CLIENT);

        List<ChatEvent> events =
                reply(SIGNED).events().stream().map(signatures::taken).toList();

        assertThat(ChatReply.of(events)).isEqualTo(signatures.taken(reply(SIGNED)));
    }
}
