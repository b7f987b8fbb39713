package dev.sluice.api.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Usage;
import dev.sluice.api.prompt.Role;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatReplyTest {

    private static final Citation CITATION = new Citation("https://a", "A", "so", null, null);

    private static ChatReply reply(ChatPart... parts) {
        TokenLogprob likely = new TokenLogprob("a", -0.1, List.of(new TokenLogprob("b", -2, List.of())));
        ChatReply.Choice choice = new ChatReply.Choice(List.of(parts), Finish.of(Finish.Reason.STOP), List.of(likely));
        return new ChatReply("id", "model", Instant.EPOCH, "default", List.of(choice, choice), Usage.of(3, 4));
    }

    @Test
    void aReplyTakenApartAndPutTogetherIsTheSame() {
        ChatReply reply = reply(
                new ChatPart.Reasoning("hm", "signed"),
                new ChatPart.RedactedReasoning("secret"),
                new ChatPart.Text("words", List.of(CITATION)),
                new ChatPart.Refusal("no"),
                new ChatPart.ToolCall("1", "f", "{}", "proof"));

        ChatReply folded = ChatReply.of(reply.events());

        assertThat(folded).isEqualTo(reply);
    }

    @Test
    void piecesOfAPartBecomeOneText() {
        List<ChatEvent> events = List.of(
                new ChatEvent.Start("", "", null, null),
                new ChatEvent.Text(0, 0, "a"),
                new ChatEvent.ToolStart(0, 1, "1", "f"),
                new ChatEvent.Text(0, 0, "b"),
                new ChatEvent.ToolArguments(0, 1, "{"),
                new ChatEvent.ToolArguments(0, 1, "}"));

        ChatReply folded = ChatReply.of(events);

        assertThat(folded.choices().getFirst().parts())
                .containsExactly(new ChatPart.Text("ab"), new ChatPart.ToolCall("1", "f", "{}", null));
    }

    @Test
    void whatIsNoAnswerCannotBeTakenApart() {
        ChatReply reply = reply(new ChatPart.CachePoint(null));

        assertThatThrownBy(reply::events).hasMessageContaining("CachePoint");
    }

    @Test
    void aFieldIsLostOnce() {
        Losses losses = new Losses();
        losses.add("top_k", "has no place");

        losses.add("top_k", "has no place");

        assertThat(losses.all()).hasToString("[top_k: has no place]");
    }

    @Test
    void aToolIsFoundByItsCall() {
        ChatRequest request = ChatRequest.of(
                "m", List.of(new Turn(Role.ASSISTANT, List.of(new ChatPart.ToolCall("7", "f", "{}", null)))));

        assertThat(request.toolCalled("7")).isEqualTo("f");
        assertThat(request.toolCalled("8")).isEmpty();
    }
}
