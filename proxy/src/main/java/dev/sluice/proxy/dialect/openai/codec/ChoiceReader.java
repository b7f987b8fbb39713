package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.TokenLogprob;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import java.util.function.Consumer;

/** Reads the deltas of one choice: numbers its parts as they begin, and ends each when another begins. */
final class ChoiceReader {

    private final int choice;
    private final Losses losses;
    private final CallReader calls;
    private Kind kind = Kind.NONE;
    private int part = -1;
    private boolean saidNothing;
    private boolean ended;

    private enum Kind {
        NONE,
        TEXT,
        REASONING,
        REFUSAL,
        TOOL
    }

    ChoiceReader(int choice, Losses losses) {
        this.choice = choice;
        this.losses = losses;
        this.calls = new CallReader(choice, losses, this::tool);
    }

    void delta(Obj delta, Consumer<ChatEvent> out) {
        thinking(delta, out);
        String content = delta.text("content");
        if (content != null) {
            text(content, out);
        } else if (delta.array("content") != null) {
            ContentReader.read(delta.get("content"), "delta.content", losses).forEach(said -> {
                if (said instanceof dev.sluice.api.chat.ChatPart.Text text) {
                    text(text.text(), out);
                }
            });
        }
        cited(delta, out);
        String refusal = delta.text("refusal");
        if (refusal != null && !refusal.isEmpty()) {
            begin(Kind.REFUSAL, out);
            out.accept(new ChatEvent.Refusal(choice, part, refusal));
        }
        audio(delta, out);
        Arr tools = delta.array("tool_calls");
        for (int i = 0; tools != null && i < tools.size(); i++) {
            if (tools.get(i) instanceof Obj tool) {
                calls.read(tool, i, out);
            }
        }
    }

    private void text(String content, Consumer<ChatEvent> out) {
        if (content.isEmpty()) {
            saidNothing |= part < 0;
            return;
        }
        begin(Kind.TEXT, out);
        out.accept(new ChatEvent.Text(choice, part, content));
    }

    private void cited(Obj delta, Consumer<ChatEvent> out) {
        if (delta.array("annotations") != null && !delta.array("annotations").isEmpty()) {
            ChatReplies.CITATIONS.read(delta.get("annotations"), losses).forEach(citation -> {
                begin(Kind.TEXT, out);
                out.accept(new ChatEvent.Cited(choice, part, citation));
            });
        }
    }

    /** What is spoken is taken as words; the sound itself no other API has. */
    private void audio(Obj delta, Consumer<ChatEvent> out) {
        Obj audio = delta.object("audio");
        if (audio != null) {
            losses.add("audio", "was left out: of spoken answers other APIs have the words alone");
            text(Texts.orEmpty(audio.text("transcript")), out);
        }
    }

    private void thinking(Obj delta, Consumer<ChatEvent> out) {
        Arr details = delta.array("reasoning_details");
        boolean detailed = Texts.objects(details)
                .anyMatch(detail -> !ThoughtReader.text(detail).isEmpty());
        if (!detailed) {
            String content = delta.text("reasoning_content");
            thought(Texts.orEmpty(content == null ? delta.text("reasoning") : content), out);
        }
        Texts.objects(details).forEach(detail -> detail(detail, out));
    }

    private void thought(String text, Consumer<ChatEvent> out) {
        if (!text.isEmpty()) {
            begin(Kind.REASONING, out);
            out.accept(new ChatEvent.Reasoning(choice, part, text));
        }
    }

    private void detail(Obj detail, Consumer<ChatEvent> out) {
        String data = ThoughtReader.data(detail);
        if (data != null) {
            close(out);
            part++;
            out.accept(new ChatEvent.RedactedReasoning(choice, part, data));
            out.accept(new ChatEvent.PartEnd(choice, part));
            return;
        }
        thought(ThoughtReader.text(detail), out);
        String signature = detail.text("signature");
        if (signature != null) {
            begin(Kind.REASONING, out);
            out.accept(new ChatEvent.Signature(choice, part, signature));
            close(out);
        }
    }

    /** Begins a part for a tool call. */
    private int tool(Consumer<ChatEvent> out) {
        if (kind != Kind.NONE) {
            out.accept(new ChatEvent.PartEnd(choice, part));
        }
        kind = Kind.TOOL;
        return ++part;
    }

    void logprobs(List<TokenLogprob> tokens, Consumer<ChatEvent> out) {
        if (!tokens.isEmpty()) {
            out.accept(new ChatEvent.Logprobs(choice, tokens));
        }
    }

    void end(Finish finish, Consumer<ChatEvent> out) {
        if (ended) {
            return;
        }
        ended = true;
        if (part < 0 && saidNothing) {
            begin(Kind.TEXT, out);
            out.accept(new ChatEvent.Text(choice, part, ""));
        }
        close(out);
        out.accept(new ChatEvent.Ended(choice, finish));
    }

    private void begin(Kind next, Consumer<ChatEvent> out) {
        if (kind != next) {
            close(out);
            kind = next;
            part++;
        }
    }

    void close(Consumer<ChatEvent> out) {
        calls.end(out);
        if (kind != Kind.NONE) {
            kind = Kind.NONE;
            out.accept(new ChatEvent.PartEnd(choice, part));
        }
    }
}
