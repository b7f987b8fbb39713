package dev.sluice.proxy.translate;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.testkit.codec.ReplySamples;
import dev.sluice.testkit.codec.RequestSamples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes down what becomes of everything that chats can say, by having each codec say it and reading it again. */
final class TranslationTable {

    private static final String INTRO = """
            # What translation keeps

            Generated from the codecs by `TranslationDocTest`; run that with `-Dsluice.docs=write` after a codec has changed.

            Where client and provider speak the same dialect nothing is translated: the bytes pass. Else each thing that a client says is
            read by its dialect's codec and written by the provider's. A cell tells what becomes of it there:

            - **kept**: it arrives, and says the same.
            - **mapped**: it arrives as the nearest that the dialect has; the call carries a warning (`x-sluice-warning`, and the journal).
            - **lost**: the dialect has no word for it, or not for all of it; the call carries a warning. With `translate: strict` a request is
              refused with 400 instead, which names all that would be lost.
            - **added**: nobody has said it, and the dialect wants it; the call carries a warning.

            What asks for what happens anyway (a penalty of 0, one answer, `tool_choice: auto`, words as `response_format`, and the like) is kept,
            whether or not the dialect has a field for it.

            A pair of dialects keeps what both keep: each section below has a client's dialect, and what it can say.

            """;

    private final Map<String, ChatCodec> codecs;
    private final StringBuilder page = new StringBuilder(INTRO);

    private TranslationTable(Map<String, ChatCodec> codecs) {
        this.codecs = codecs;
    }

    /** What became of one thing, and whether nothing of it is left. */
    private record Fate(String word, List<Losses.Loss> reasons, boolean gone) {}

    static String of(List<Dialect> dialects) {
        TranslationTable table = new TranslationTable(codecs(dialects));
        table.write("Requests", RequestSamples.all(), TranslationTable::requested);
        table.write("Replies", ReplySamples.all(), TranslationTable::replied);
        return table.page.append(VectorTable.of(dialects)).toString();
    }

    private static Map<String, ChatCodec> codecs(List<Dialect> dialects) {
        Map<String, ChatCodec> codecs = new LinkedHashMap<>();
        Speaker.all(dialects).forEach(speaker -> codecs.put(speaker.name(), speaker.codec()));
        return codecs;
    }

    private <T> void write(String what, Map<String, T> samples, Function<T, Function<ChatCodec, Fate>> fate) {
        Map<String, Map<String, Fate>> fates = new LinkedHashMap<>();
        codecs.forEach((name, codec) -> {
            Map<String, Fate> own = new LinkedHashMap<>();
            samples.forEach((sample, value) -> own.put(sample, fate.apply(value).apply(codec)));
            fates.put(name, own);
        });
        page.append("## ").append(what).append("\n\n");
        codecs.keySet().forEach(from -> pairs(what, from, fates));
        page.append("### Why: ").append(what.toLowerCase(java.util.Locale.ROOT)).append("\n\n");
        fates.forEach((name, own) -> reasons(what, name, own));
    }

    private void pairs(String what, String from, Map<String, Map<String, Fate>> fates) {
        List<String> others =
                codecs.keySet().stream().filter(name -> !name.equals(from)).toList();
        page.append("### ")
                .append(what)
                .append(what.equals("Requests") ? " of " : " to ")
                .append(from)
                .append("\n\n");
        if (others.isEmpty()) {
            page.append("There is no other.\n\n");
            return;
        }
        page.append("| | ").append(String.join(" | ", others)).append(" |\n|---|");
        page.append("---|".repeat(others.size())).append('\n');
        fates.getOrDefault(from, Map.of()).forEach((sample, own) -> {
            if (!own.gone()) {
                String cells = others.stream()
                        .map(other ->
                                fates.getOrDefault(other, Map.of()).get(sample).word())
                        .collect(Collectors.joining(" | "));
                page.append("| ").append(sample).append(" | ").append(cells).append(" |\n");
            }
        });
        page.append('\n');
    }

    private void reasons(String what, String name, Map<String, Fate> fates) {
        List<String> lines = new ArrayList<>();
        ChatCodec codec = codecs.get(name);
        if (what.equals("Requests") && codec != null) {
            always(codec).forEach(loss -> lines.add("- every request that says no more: " + word(loss) + ". " + loss));
        }
        fates.forEach((sample, fate) -> {
            TreeSet<String> reasons =
                    fate.reasons().stream().map(Losses.Loss::toString).collect(Collectors.toCollection(TreeSet::new));
            if (!reasons.isEmpty()) {
                lines.add("- " + sample + ": " + fate.word() + ". " + String.join("; ", reasons));
            }
        });
        page.append("#### ").append(name).append("\n\n");
        page.append(lines.isEmpty() ? "Nothing is lost.\n" : String.join("\n", lines) + "\n")
                .append('\n');
    }

    private static Function<ChatCodec, Fate> requested(ChatRequest request) {
        ChatRequest plain = ChatRequest.of(request.model(), List.of(Turn.of(Role.USER, "What is this?")));
        return codec -> {
            Losses losses = new Losses();
            String read = again(codec, request, losses);
            boolean gone = read.equals(again(codec, plain, new Losses())) || bare(codec, request, read);
            List<Losses.Loss> always = always(codec);
            return fate(
                    losses.all().stream().filter(loss -> !always.contains(loss)).toList(), gone);
        };
    }

    /** What is told of every request, whatever else it says. */
    private static List<Losses.Loss> always(ChatCodec codec) {
        Losses losses = new Losses();
        again(codec, ChatRequest.of("some-model", List.of(Turn.of(Role.USER, "What is this?"))), losses);
        return losses.all();
    }

    /** What is left of a turn when all but its words are gone. */
    private static boolean bare(ChatCodec codec, ChatRequest request, String read) {
        return Stream.of(TranslationTable.wordsOf(request))
                .anyMatch(words -> read.equals(again(codec, words, new Losses())));
    }

    private static ChatRequest wordsOf(ChatRequest request) {
        List<Turn> turns = request.turns().stream()
                .map(turn -> new Turn(
                        turn.role(),
                        turn.parts().stream()
                                .filter(part -> part instanceof dev.sluice.api.chat.ChatPart.Text)
                                .toList()))
                .filter(turn -> !turn.parts().isEmpty())
                .toList();
        return ChatRequest.of(request.model(), turns);
    }

    private static String again(ChatCodec codec, ChatRequest request, Losses losses) {
        Obj written = (Obj) Json.parse(codec.writeRequest(request, losses).toBuffer());
        return codec.readRequest(written, losses).toString();
    }

    private static Function<ChatCodec, Fate> replied(ChatReply reply) {
        return codec -> {
            Losses losses = new Losses();
            String read = again(codec, reply, losses);
            ChatReply plain = ReplySamples.all().get("words");
            boolean gone = plain != null && read.equals(again(codec, plain, new Losses()));
            return fate(losses.all(), gone);
        };
    }

    private static String again(ChatCodec codec, ChatReply reply, Losses losses) {
        Obj written =
                (Obj) Json.parse(codec.writeReply(reply, Asked.UNKNOWN, losses).toBuffer());
        return codec.readReply(written, losses).toString();
    }

    /** By the worst that became of any of it. */
    private static Fate fate(List<Losses.Loss> losses, boolean gone) {
        List<Losses.Loss> told =
                losses.stream().filter(loss -> loss.kind() != Losses.Kind.USUAL).toList();
        String word = told.stream()
                .max(Comparator.comparing(Losses.Loss::kind))
                .map(TranslationTable::word)
                .orElse("kept");
        return new Fate(word, told, gone && !losses.isEmpty());
    }

    static String word(Losses.Loss loss) {
        return loss.kind().name().toLowerCase(Locale.ROOT);
    }
}
