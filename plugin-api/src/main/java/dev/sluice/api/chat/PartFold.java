package dev.sluice.api.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the pieces of one part together; the first piece that says more than a signature tells what it is. */
final class PartFold {
    private final StringBuilder text = new StringBuilder();
    private final List<Citation> citations = new ArrayList<>();
    private ChatEvent.@Nullable Piece first;
    private @Nullable String signature;

    void add(ChatEvent.Piece piece) {
        switch (piece) {
            case ChatEvent.Text words -> said(piece, words.piece());
            case ChatEvent.Reasoning words -> said(piece, words.piece());
            case ChatEvent.Refusal words -> said(piece, words.piece());
            case ChatEvent.ToolStart tool -> said(piece, "");
            case ChatEvent.ToolArguments arguments -> text.append(arguments.piece());
            case ChatEvent.RedactedReasoning redacted -> said(piece, redacted.data());
            case ChatEvent.Signature signed -> signature = signed.signature();
            case ChatEvent.Cited cited -> citations.add(cited.citation());
            case ChatEvent.PartEnd end -> {}
        }
    }

    private void said(ChatEvent.Piece piece, String words) {
        text.append(words);
        first = first == null ? piece : first;
    }

    /** The part; empty if nothing told what it is and no signature either. */
    Optional<ChatPart> part() {
        return Optional.ofNullable(
                switch (first) {
                    case ChatEvent.Text words -> new ChatPart.Text(text.toString(), citations);
                    case ChatEvent.Refusal words -> new ChatPart.Refusal(text.toString());
                    case ChatEvent.ToolStart tool ->
                        new ChatPart.ToolCall(tool.id(), tool.name(), text.toString(), signature);
                    case ChatEvent.RedactedReasoning redacted -> new ChatPart.RedactedReasoning(text.toString());
                    case ChatEvent.Reasoning words -> new ChatPart.Reasoning(text.toString(), signature);
                    case null, default -> signature == null ? null : new ChatPart.Reasoning("", signature);
                });
    }
}
