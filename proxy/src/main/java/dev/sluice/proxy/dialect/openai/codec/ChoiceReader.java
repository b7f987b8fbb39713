package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.TokenLogprob;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the deltas of one choice: numbers its parts as they begin, and ends each when another begins. What is said in the midst of a
 * tool call's arguments comes after them, since in other APIs a part that has ended cannot go on.
 */
final class ChoiceReader {

    private static final String TOOLS = "tool_calls";
    private static final int MOST_LATER = 4096;

    private final int choice;
    private final Losses losses;
    private final CallReader calls;
    private Kind kind = Kind.NONE;
    private int part = -1;
    private boolean called;
    private boolean saidNothing;
    private boolean ended;
    private final Deque<Obj> later = new ArrayDeque<>(0);

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
        if (!calls.isUnderWay()) {
            words(delta, out);
        } else if (saysMore(delta)) {
            later.add(delta);
        }
        Arr tools = delta.array(TOOLS);
        for (int i = 0; tools != null && i < tools.size(); i++) {
            if (tools.get(i) instanceof Obj tool) {
                calls.read(tool, i, out);
            }
        }
        if (!calls.isUnderWay() || later.size() > MOST_LATER) {
            release(out);
        }
    }

    /** Whether there is something beside calls. */
    private static boolean saysMore(Obj delta) {
        return delta.stream()
                .filter(member -> !member.name().equals(TOOLS) && !member.name().equals("role"))
                .map(Member::value)
                .anyMatch(value -> switch (value) {
                    case Null nothing -> false;
                    case Str text -> !text.value().isEmpty();
                    case Arr list -> !list.isEmpty();
                    default -> true;
                });
    }

    private void release(Consumer<ChatEvent> out) {
        while (!later.isEmpty()) {
            words(later.remove(), out);
        }
    }

    private void words(Obj delta, Consumer<ChatEvent> out) {
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
        called = true;
        return ++part;
    }

    void logprobs(List<TokenLogprob> tokens, Consumer<ChatEvent> out) {
        if (!tokens.isEmpty()) {
            out.accept(new ChatEvent.Logprobs(choice, tokens));
        }
    }

    /** The provider says that its stream is whole, so the answer is, even if nobody said why it ended. */
    void done(Consumer<ChatEvent> out) {
        boolean waits = part < 0 && !saidNothing && later.isEmpty();
        if (!ended && !waits) {
            losses.add("choices[" + choice + "].finish_reason", "was not said by the provider, and is a guess");
            breakOff(out); // Calls that waited are known only now.
            end(Finish.of(called ? Finish.Reason.TOOL_CALLS : Finish.Reason.STOP), out);
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
        breakOff(out);
        out.accept(new ChatEvent.Ended(choice, finish));
    }

    private void begin(Kind next, Consumer<ChatEvent> out) {
        if (kind != next) {
            close(out);
            kind = next;
            part++;
        }
    }

    /** Nothing more comes. */
    void breakOff(Consumer<ChatEvent> out) {
        release(out);
        close(out);
    }

    private void close(Consumer<ChatEvent> out) {
        calls.end(out);
        if (kind != Kind.NONE) {
            kind = Kind.NONE;
            out.accept(new ChatEvent.PartEnd(choice, part));
        }
    }
}
