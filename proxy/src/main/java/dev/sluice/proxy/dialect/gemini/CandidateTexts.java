package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.Channel.Kind;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.Documents;
import dev.sluice.proxy.dialect.Edits;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts of one candidate, fed to their channels part by part: a whole reply is one chunk that ends.
 *
 * <p>Parts of a kind: content 0 is what the model says and the others are what its code printed; reasoning is one text;
 * arguments are numbered by call, inputs by piece of code or string of a call whose arguments come in pieces.
 */
final class CandidateTexts {
    private static final String PARTS = "parts";
    private static final String TEXT = "text";
    private static final String PIECES = "partialArgs";
    private final int choice;
    private final ChannelTexts texts;
    private final Map<String, Channel> strings = new LinkedHashMap<>(2);
    private int calls;
    private int inputs;
    private int outputs;
    private boolean changed;

    CandidateTexts(int choice, ChannelTexts texts) {
        this.choice = choice;
        this.texts = texts;
    }

    /**
     * Maps a candidate, or what one chunk brings of it.
     *
     * @param candidate as it came
     * @param ends whether it is all, so that what was held back leaves with it
     */
    Obj map(Obj candidate, boolean ends) {
        Obj mapped = candidate.update("content", content -> Edits.object(content, this::content));
        Obj complete = ends ? released(released(mapped, Kind.REASONING), Kind.CONTENT) : mapped;
        changed |= complete != candidate;
        return changed ? withoutCopies(complete) : complete;
    }

    private Obj content(Obj content) {
        return content.update(PARTS, parts -> Spelling.eachObject(parts, this::part));
    }

    private Obj part(Obj part) {
        Channel words = channel(part);
        return Edits.members(part, (name, value) -> switch (name) {
            case TEXT -> Edits.text(value, text -> texts.next(words, text));
            case "functionCall" -> Edits.object(value, this::call);
            case "executableCode" -> inner(value, "code", new Channel(choice, Kind.TOOL_INPUT, inputs++));
            case "codeExecutionResult" -> inner(value, "output", new Channel(choice, Kind.CONTENT, ++outputs));
            default -> value;
        });
    }

    private Channel channel(Obj part) {
        return new Channel(choice, isThought(part) ? Kind.REASONING : Kind.CONTENT, 0);
    }

    private static boolean isThought(Obj part) {
        return part.get("thought") == Bool.TRUE;
    }

    private Json inner(Json value, String member, Channel channel) {
        return Edits.object(
                value, object -> object.update(member, text -> Edits.text(text, words -> texts.whole(channel, words))));
    }

    private Obj call(Obj call) {
        if (!call.has("args")) {
            return piecemeal(call);
        }
        Channel channel = new Channel(choice, Kind.TOOL_ARGUMENTS, calls++);
        return call.update("args", args -> Documents.edit(args, texts, channel));
    }

    /** A call whose arguments come string by string, each by its path, and each perhaps in pieces. */
    private Obj piecemeal(Obj call) {
        Obj mapped = call.update(PIECES, pieces -> Edits.eachObject(pieces, this::piece));
        return call.get("willContinue") == Bool.TRUE ? mapped : withHeldStrings(mapped);
    }

    /** A call with what was held back of strings that never said that they are over. */
    private Obj withHeldStrings(Obj call) {
        Arr pieces = call.array(PIECES) == null ? Json.array() : call.array(PIECES);
        for (Map.Entry<String, Channel> string : strings.entrySet()) {
            String held = texts.end(string.getValue());
            if (!held.isEmpty()) {
                pieces = pieces.plus(Json.object("jsonPath", string.getKey(), "stringValue", held));
            }
        }
        strings.clear();
        return pieces.isEmpty() || pieces == call.array(PIECES) ? call : call.with(PIECES, pieces);
    }

    private Obj piece(Obj piece) {
        String path = String.valueOf(piece.text("jsonPath"));
        boolean goesOn = piece.get("willContinue") == Bool.TRUE;
        return piece.update(
                "stringValue",
                value -> Edits.text(value, text -> {
                    Channel channel =
                            strings.computeIfAbsent(path, key -> new Channel(choice, Kind.TOOL_INPUT, inputs++));
                    String head = texts.next(channel, text);
                    if (goesOn) {
                        return head;
                    }
                    strings.remove(path);
                    return head + texts.end(channel);
                }));
    }

    /** The candidate with what was held back of a text: behind the last piece of it here, or else before everything. */
    private Obj released(Obj candidate, Kind kind) {
        String held = texts.end(new Channel(choice, kind, 0));
        if (held.isEmpty()) {
            return candidate;
        }
        Obj content = candidate.object("content") == null ? Json.object("role", "model") : candidate.object("content");
        Arr parts = content.array(PARTS) == null ? Json.array() : content.array(PARTS);
        return candidate.with("content", content.with(PARTS, with(parts, kind, held)));
    }

    private static Arr with(Arr parts, Kind kind, String held) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            boolean same = parts.get(i) instanceof Obj part
                    && part.get(TEXT) instanceof Str
                    && isThought(part) == (kind == Kind.REASONING);
            if (same) {
                Obj part = (Obj) parts.get(i);
                return parts.with(i, part.with(TEXT, part.text(TEXT) + held));
            }
        }
        return parts.insert(0, part(kind, held));
    }

    /** A part that carries words. */
    static Obj part(Kind kind, String words) {
        Obj part = Json.object(TEXT, words);
        return kind == Kind.REASONING ? part.with("thought", Json.of(true)) : part;
    }

    /** What repeats the candidate's words, or counts their letters, is not true of others. */
    private static Obj withoutCopies(Obj candidate) {
        Obj bare = candidate.without("logprobsResult").without("citationMetadata");
        return bare.update("groundingMetadata", value -> Edits.object(value, all -> all.without("groundingSupports")));
    }
}
