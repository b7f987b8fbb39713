package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one candidate, chunk by chunk: pieces of the same kind that follow each other are one part. */
final class CandidateReader {
    /** How much of a text is kept to find the places that citations name. */
    private static final int MAX_KEPT = 1 << 20;

    private final int choice;
    private final Losses losses;
    private final Consumer<ChatEvent> out;
    private final StringBuilder text = new StringBuilder();
    private Kind open = Kind.NONE;
    private int part = -1;
    private boolean calls;
    private @Nullable PartialArguments arguments;

    private enum Kind {
        NONE,
        TEXT,
        THOUGHT,
        CALL
    }

    CandidateReader(int choice, Losses losses, Consumer<ChatEvent> out) {
        this.choice = choice;
        this.losses = losses;
        this.out = out;
    }

    void read(Obj candidate) {
        boolean ends = candidate.text(CandidateReply.FINISH) != null;
        Obj content = candidate.object("content");
        List<Obj> parts = content == null ? List.of() : Contents.parts(content);
        boolean citedBefore = open == Kind.TEXT && parts.stream().noneMatch(CandidateReader::says);
        if (citedBefore) {
            cite(candidate);
        }
        parts.forEach(piece -> part(piece, ends));
        if (!citedBefore) {
            cite(candidate);
        }
        lose(candidate);
        Obj probabilities = candidate.object(Probabilities.RESULT);
        if (probabilities != null) {
            out.accept(new ChatEvent.Logprobs(choice, Probabilities.read(probabilities)));
        }
        if (ends) {
            end();
            out.accept(new ChatEvent.Ended(
                    choice, Finishes.read(Texts.orEmpty(candidate.text(CandidateReply.FINISH)), calls)));
        }
    }

    private static boolean says(Obj part) {
        return !Texts.orEmpty(part.text("text")).isEmpty();
    }

    private void part(Obj part, boolean ends) {
        String words = part.text("text");
        String signature = part.text("thoughtSignature");
        boolean thought = part.get("thought") == Bool.TRUE;
        if (words != null) {
            boolean nothing = words.isEmpty() && (signature != null || (ends && this.part >= 0));
            if (thought) {
                begin(Kind.THOUGHT);
                out.accept(new ChatEvent.Reasoning(choice, this.part, words));
            } else if (!nothing) {
                said(words);
            }
            sign(signature, thought);
        } else if (part.get("functionCall") instanceof Obj call) {
            call(call, signature);
        } else {
            part.forEach(member -> losses.add(
                    "candidates[" + choice + "].content.parts." + member.name(), "is not text and was left out"));
        }
    }

    private void said(String words) {
        begin(Kind.TEXT);
        if (text.length() < MAX_KEPT) {
            text.append(words);
        }
        out.accept(new ChatEvent.Text(choice, part, words));
    }

    /** A signature of words, or of no words at all, is a part of its own; one of a thought ends it. */
    private void sign(@Nullable String signature, boolean thought) {
        if (signature == null) {
            return;
        }
        if (!thought) {
            close();
            begin(Kind.THOUGHT);
            out.accept(new ChatEvent.Reasoning(choice, part, ""));
        }
        out.accept(new ChatEvent.Signature(choice, part, signature));
        close();
    }

    private void call(Obj call, @Nullable String signature) {
        boolean goesOn = call.get("willContinue") == Bool.TRUE;
        if (arguments == null) {
            startCall(call, signature);
            Json whole = call.get("args");
            if (whole != null) {
                out.accept(new ChatEvent.ToolArguments(choice, part, whole.toString()));
                close();
                return;
            }
            if (!goesOn) {
                close();
                return;
            }
            arguments = new PartialArguments();
        }
        arguments.add(call.array("partialArgs"));
        if (!goesOn) {
            finishCall();
        }
    }

    private void startCall(Obj call, @Nullable String signature) {
        close();
        begin(Kind.CALL);
        calls = true;
        out.accept(new ChatEvent.ToolStart(
                choice, part, Texts.orEmpty(call.text("id")), Texts.orEmpty(call.text("name"))));
        if (signature != null) {
            out.accept(new ChatEvent.Signature(choice, part, signature));
        }
    }

    /** Arguments that came in pieces by their paths are put together first. */
    private void finishCall() {
        if (arguments != null) {
            out.accept(
                    new ChatEvent.ToolArguments(choice, part, arguments.json().toString()));
            arguments = null;
        }
        close();
    }

    private void cite(Obj candidate) {
        List<Citation> citations = Groundings.read(candidate, text.toString());
        if (open == Kind.TEXT) {
            citations.forEach(citation -> out.accept(new ChatEvent.Cited(choice, part, citation)));
        } else if (!citations.isEmpty()) {
            losses.add(at(Groundings.held(candidate)), "is of words that are over and was left out");
        }
    }

    /** What a candidate says of itself that other APIs have no word for. */
    private void lose(Obj candidate) {
        Groundings.untold(candidate)
                .forEach(name -> losses.add(at(name), "has no word in other APIs and was left out"));
    }

    private String at(String name) {
        return "candidates[" + choice + "]." + name;
    }

    private void begin(Kind kind) {
        if (open != kind) {
            close();
            open = kind;
            part++;
            text.setLength(0);
        }
    }

    private void close() {
        if (open != Kind.NONE) {
            out.accept(new ChatEvent.PartEnd(choice, part));
            open = Kind.NONE;
        }
    }

    /** Nothing more comes of it. */
    void end() {
        finishCall();
    }
}
