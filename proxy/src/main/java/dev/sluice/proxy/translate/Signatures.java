package dev.sluice.proxy.translate;

import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.json.Obj;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Keeps track of whose signatures are whose. Thinking and tool calls may carry a proof that only the provider that made them
 * understands; a client gives it back with the next turn, which may go to another provider, who would refuse the call.
 *
 * <p>A proof that leaves in a translated reply is marked with the provider's dialect; one that comes back goes on to providers
 * of that dialect alone, without its mark. One without a mark is of the client's own dialect. The mark is Base64, as most
 * proofs are, since some SDKs check that. It also says what was proved, since that may be another part in the client's dialect: thinking
 * that only the provider can read is thinking with a proof in some, and a call's proof is that of empty thinking before it where calls
 * themselves have none.
 */
final class Signatures {

    private static final String MARK = "sluice//";
    private static final int LENGTH = MARK.length() + 4;

    private final String thinking;
    private final String redacted;
    private final String called;
    private final boolean foreign;
    private boolean told; // Whether the client knows that there are proofs of others.

    private Signatures(String dialect, boolean foreign) {
        this.thinking = mark(dialect);
        this.redacted = mark(dialect + " redacted");
        this.called = mark(dialect + " call");
        this.foreign = foreign;
    }

    /** The signatures of a provider's dialect, for a client's. */
    static Signatures of(Dialect dialect, Dialect client) {
        return new Signatures(dialect.name(), !dialect.name().equals(client.name()));
    }

    private static String mark(String whose) {
        CRC32 sum = new CRC32();
        sum.update(whose.getBytes(StandardCharsets.UTF_8));
        byte[] three = {(byte) (sum.getValue() >> 16), (byte) (sum.getValue() >> 8), (byte) sum.getValue()};
        return MARK + Base64.getEncoder().encodeToString(three);
    }

    /** A request for providers of this dialect; {@code body} is what the client has written. */
    ChatRequest given(ChatRequest request, Obj body, Losses losses) {
        List<Turn> turns = request.turns().stream()
                .map(turn -> new Turn(turn.role(), given(turn.parts(), body, losses)))
                .filter(turn -> !turn.parts().isEmpty())
                .toList();
        return request.withTurns(turns);
    }

    private List<ChatPart> given(List<ChatPart> parts, Obj body, Losses losses) {
        List<ChatPart> given = new ArrayList<>();
        String ofCall = null;
        for (ChatPart part : parts) {
            switch (part) {
                case ChatPart.Reasoning it when isOf(called, it.signature()) -> ofCall = bare(it.signature());
                case ChatPart.Reasoning it
                when isOf(redacted, it.signature()) -> given.add(new ChatPart.RedactedReasoning(bare(it.signature())));
                case ChatPart.Reasoning it -> {
                    String proof = given(it.signature(), body, losses);
                    if (!it.text().isEmpty() || proof != null || it.signature() == null) {
                        given.add(new ChatPart.Reasoning(it.text(), proof));
                    }
                }
                case ChatPart.ToolCall it -> {
                    String proof = it.signature() == null ? ofCall : given(it.signature(), body, losses);
                    given.add(new ChatPart.ToolCall(it.id(), it.name(), it.arguments(), proof));
                    ofCall = null;
                }
                case ChatPart.RedactedReasoning it -> {
                    String data = given(it.data(), body, losses);
                    if (data != null) {
                        given.add(new ChatPart.RedactedReasoning(data));
                    }
                }
                default -> given.add(part);
            }
        }
        return given;
    }

    private static boolean isOf(String mark, @Nullable String proof) {
        return proof != null && proof.startsWith(mark);
    }

    private static String bare(@Nullable String proof) {
        return proof == null ? "" : proof.substring(LENGTH);
    }

    private @Nullable String given(@Nullable String proof, Obj body, Losses losses) {
        if (proof == null || (!foreign && !proof.startsWith(MARK))) {
            return proof;
        }
        if (isOf(thinking, proof) || isOf(redacted, proof) || isOf(called, proof)) {
            return bare(proof);
        }
        if (!told) {
            told = true;
            losses.add(
                    new Whereabouts(body).of(proof, name -> true, "signature"),
                    "was left out, as others like it: another provider has signed it, and this one would refuse it");
        }
        return null;
    }

    /** A whole reply of a provider of this dialect. */
    ChatReply taken(ChatReply reply, CallProofs proofs) {
        return !foreign ? reply : marked(reply, proofs);
    }

    private ChatReply marked(ChatReply reply, CallProofs proofs) {
        return new ChatReply(
                reply.id(),
                reply.model(),
                reply.created(),
                reply.serviceTier(),
                reply.choices().stream()
                        .map(choice -> new ChatReply.Choice(
                                marked(choice.parts(), proofs), choice.finish(), choice.logprobs()))
                        .toList(),
                reply.usage());
    }

    private List<ChatPart> marked(List<ChatPart> parts, CallProofs proofs) {
        List<ChatPart> marked = new ArrayList<>();
        for (ChatPart part : parts) {
            switch (part) {
                case ChatPart.Reasoning it
                when it.signature() != null -> marked.add(new ChatPart.Reasoning(it.text(), thinking + it.signature()));
                case ChatPart.ToolCall it
                when it.signature() != null && proofs.areBeforeCalls() -> {
                    marked.add(new ChatPart.Reasoning("", called + it.signature()));
                    marked.add(new ChatPart.ToolCall(it.id(), it.name(), it.arguments(), null));
                }
                case ChatPart.ToolCall it
                when it.signature() != null ->
                    marked.add(new ChatPart.ToolCall(it.id(), it.name(), it.arguments(), thinking + it.signature()));
                case ChatPart.RedactedReasoning it -> marked.add(new ChatPart.RedactedReasoning(redacted + it.data()));
                default -> marked.add(part);
            }
        }
        return marked;
    }

    /** What one event of a provider of this dialect says. A part that is put before another has a number below zero. */
    List<ChatEvent> taken(List<ChatEvent> events, CallProofs proofs) {
        if (!foreign) {
            return events;
        }
        List<ChatEvent> taken = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            ChatEvent next = i + 1 < events.size() ? events.get(i + 1) : null;
            if (events.get(i) instanceof ChatEvent.ToolStart start
                    && next instanceof ChatEvent.Signature proof
                    && proof.choice() == start.choice()
                    && proof.part() == start.part()
                    && proofs.areBeforeCalls()) {
                int before = -2 - start.part();
                taken.add(new ChatEvent.Reasoning(start.choice(), before, ""));
                taken.add(new ChatEvent.Signature(start.choice(), before, called + proof.signature()));
                taken.add(new ChatEvent.PartEnd(start.choice(), before));
                taken.add(start);
                i++;
            } else {
                taken.add(marked(events.get(i)));
            }
        }
        return taken;
    }

    private ChatEvent marked(ChatEvent event) {
        return switch (event) {
            case ChatEvent.Signature it -> new ChatEvent.Signature(it.choice(), it.part(), thinking + it.signature());
            case ChatEvent.RedactedReasoning it ->
                new ChatEvent.RedactedReasoning(it.choice(), it.part(), redacted + it.data());
            default -> event;
        };
    }
}
