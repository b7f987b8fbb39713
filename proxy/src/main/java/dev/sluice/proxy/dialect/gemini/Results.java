package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Documents;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function answered, in the form of a document: its own where it is one, else its words below {@code output}, or
 * {@code error} where it failed.
 *
 * @param response the document
 * @param media what is no text
 */
record Results(Obj response, List<ChatPart.Media> media) {

    static Results of(ChatPart.ToolResult result, Losses losses, String path) {
        List<String> texts = new ArrayList<>();
        List<ChatPart.Media> media = new ArrayList<>();
        for (ChatPart part : result.content()) {
            switch (part) {
                case ChatPart.Text text -> texts.add(text.text());
                case ChatPart.Media medium -> media.add(medium);
                default -> losses.add(path, "has parts that no function answers with in Gemini; they were left out");
            }
        }
        return new Results(response(texts, result.failed()), media);
    }

    private static Obj response(List<String> texts, boolean failed) {
        if (texts.size() == 1 && !failed) {
            Obj own = own(texts.getFirst());
            return own == null ? Json.object("output", texts.getFirst()) : own;
        }
        if (texts.isEmpty() && !failed) {
            return Json.object().build();
        }
        Json said = texts.size() == 1 ? Json.of(texts.getFirst()) : Json.from(texts);
        return Json.object(failed ? "error" : "output", said);
    }

    /** A text that is a document, unless that would be read as something else. */
    private static @Nullable Obj own(String text) {
        Obj document = text.startsWith("{") && text.endsWith("}") ? Documents.object(text) : null;
        boolean plain = document != null
                && !document.isEmpty()
                && !(document.size() == 1
                        && (document.has("output") || document.has("result") || document.has("error")));
        return plain ? document : null;
    }
}
