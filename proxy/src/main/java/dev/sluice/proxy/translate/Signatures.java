package dev.sluice.proxy.translate;

import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.dialect.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Keeps track of whose signatures are whose. Thinking and tool calls may carry a proof that only the provider that made them
 * understands; a client gives it back with the next turn, which may go to another provider, who would refuse the call.
 *
 * <p>A proof that leaves in a translated reply is marked with the provider's dialect; one that comes back goes on to providers
 * of that dialect alone, without its mark. One without a mark is of the client's own dialect. The mark is Base64, as most
 * proofs are, since some SDKs check that.
 */
final class Signatures {

    private static final String MARK = "sluice//";
    private static final int LENGTH = MARK.length() + 4;

    private final String own;
    private final boolean foreign;

    private Signatures(String own, boolean foreign) {
        this.own = own;
        this.foreign = foreign;
    }

    /** The signatures of a provider's dialect, for a client's. */
    static Signatures of(Dialect dialect, Dialect client) {
        CRC32 sum = new CRC32();
        sum.update(dialect.name().getBytes(StandardCharsets.UTF_8));
        byte[] three = {(byte) (sum.getValue() >> 16), (byte) (sum.getValue() >> 8), (byte) sum.getValue()};
        String own = MARK + Base64.getEncoder().encodeToString(three);
        return new Signatures(own, !dialect.name().equals(client.name()));
    }

    /** A request for providers of this dialect. */
    ChatRequest given(ChatRequest request, Losses losses) {
        List<Turn> turns = request.turns().stream()
                .map(turn -> new Turn(
                        turn.role(),
                        turn.parts().stream()
                                .flatMap(part -> given(part, losses))
                                .toList()))
                .filter(turn -> !turn.parts().isEmpty())
                .toList();
        return request.withTurns(turns);
    }

    private Stream<ChatPart> given(ChatPart part, Losses losses) {
        return switch (part) {
            case ChatPart.Reasoning it -> {
                String proof = given(it.signature(), losses);
                boolean empty = it.text().isEmpty() && proof == null && it.signature() != null;
                yield empty ? Stream.empty() : Stream.of(new ChatPart.Reasoning(it.text(), proof));
            }
            case ChatPart.ToolCall it ->
                Stream.of(new ChatPart.ToolCall(it.id(), it.name(), it.arguments(), given(it.signature(), losses)));
            case ChatPart.RedactedReasoning it -> {
                String data = given(it.data(), losses);
                yield data == null ? Stream.empty() : Stream.of(new ChatPart.RedactedReasoning(data));
            }
            default -> Stream.of(part);
        };
    }

    private @Nullable String given(@Nullable String proof, Losses losses) {
        if (proof == null || (!foreign && !proof.startsWith(MARK))) {
            return proof;
        }
        if (proof.startsWith(own)) {
            return proof.substring(LENGTH);
        }
        losses.add("signature", "was left out: another provider has signed it, and this one would refuse it");
        return null;
    }

    /** A whole reply of a provider of this dialect. */
    ChatReply taken(ChatReply reply) {
        return !foreign ? reply : marked(reply);
    }

    private ChatReply marked(ChatReply reply) {
        return new ChatReply(
                reply.id(),
                reply.model(),
                reply.created(),
                reply.serviceTier(),
                reply.choices().stream()
                        .map(choice -> new ChatReply.Choice(
                                choice.parts().stream().map(this::taken).toList(), choice.finish(), choice.logprobs()))
                        .toList(),
                reply.usage());
    }

    private ChatPart taken(ChatPart part) {
        return switch (part) {
            case ChatPart.Reasoning it
            when it.signature() != null -> new ChatPart.Reasoning(it.text(), own + it.signature());
            case ChatPart.ToolCall it
            when it.signature() != null ->
                new ChatPart.ToolCall(it.id(), it.name(), it.arguments(), own + it.signature());
            case ChatPart.RedactedReasoning it -> new ChatPart.RedactedReasoning(own + it.data());
            default -> part;
        };
    }

    /** An event of a provider of this dialect. */
    ChatEvent taken(ChatEvent event) {
        return switch (event) {
            case ChatEvent.Signature it
            when foreign -> new ChatEvent.Signature(it.choice(), it.part(), own + it.signature());
            case ChatEvent.RedactedReasoning it
            when foreign -> new ChatEvent.RedactedReasoning(it.choice(), it.part(), own + it.data());
            default -> event;
        };
    }
}
