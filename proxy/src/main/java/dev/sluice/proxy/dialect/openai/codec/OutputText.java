package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.TokenLogprob;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.ArrayList;
import java.util.List;

/** A text, or a refusal, of a message while it is written. */
final class OutputText {

    private final int output;
    private final String item;
    private final int content;
    private final boolean refuses;
    private final StringBuilder text = new StringBuilder();
    private final List<Obj> annotations = new ArrayList<>(0);
    private final List<TokenLogprob> logprobs = new ArrayList<>(0);

    OutputText(int output, String item, int content, boolean refuses) {
        this.output = output;
        this.item = item;
        this.content = content;
        this.refuses = refuses;
    }

    void begin(Output.Sink sink) {
        sink.say(about("response.content_part.added").with("part", part()));
    }

    void piece(String piece, Output.Sink sink) {
        if (piece.isEmpty()) {
            return;
        }
        text.append(piece);
        Obj delta = about(refuses ? "response.refusal.delta" : "response.output_text.delta")
                .with("delta", piece);
        sink.say(refuses ? delta : delta.with("logprobs", Json.array()));
    }

    /** Probabilities may come after the words that they are of: then no word comes with them. */
    void likely(List<TokenLogprob> tokens, Output.Sink sink) {
        logprobs.addAll(tokens);
        sink.say(about("response.output_text.delta").with("delta", "").with("logprobs", Logprobs.write(tokens)));
    }

    void cite(Citation citation, Losses losses, Output.Sink sink) {
        OutputReader.CITATIONS.write(citation, losses).forEach(annotation -> {
            sink.say(about("response.output_text.annotation.added")
                    .with("annotation_index", Json.of(annotations.size()))
                    .with("annotation", annotation));
            annotations.add(annotation);
        });
    }

    /** Tells that it is whole, and gives what it is then. */
    Obj close(Output.Sink sink) {
        String said = text.toString();
        sink.say(
                refuses
                        ? about("response.refusal.done").with("refusal", said)
                        : about("response.output_text.done")
                                .with("text", said)
                                .with("logprobs", Logprobs.write(logprobs)));
        sink.say(about("response.content_part.done").with("part", part()));
        return part();
    }

    private Obj part() {
        return refuses
                ? Json.object("type", "refusal", "refusal", text.toString())
                : Json.object(
                        "type",
                        "output_text",
                        "text",
                        text.toString(),
                        "annotations",
                        annotations,
                        "logprobs",
                        Logprobs.write(logprobs));
    }

    private Obj about(String type) {
        return Json.object("type", type, "item_id", item, "output_index", output, "content_index", content);
    }
}
