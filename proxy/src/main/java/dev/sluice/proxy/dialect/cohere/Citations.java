package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes where words come from: a stretch of the answer, and its sources. */
final class Citations {

    private Citations() {}

    /** One for each source of a stretch. */
    static List<Citation> read(Obj citation) {
        int start = Numbers.asInt(citation.number("start"), -1);
        int end = Numbers.asInt(citation.number("end"), -1);
        Citation.Span span = start >= 0 && end >= start ? new Citation.Span(start, end) : null;
        List<Obj> sources = Texts.objects(citation.get("sources")).toList();
        return sources.isEmpty()
                ? List.of(new Citation(null, null, null, span, null))
                : sources.stream().map(source -> citation(source, span)).toList();
    }

    private static Citation citation(Obj source, Citation.@Nullable Span span) {
        Obj document = source.object("document") == null ? source.object("tool_output") : source.object("document");
        if (document == null) {
            return new Citation(null, source.text("id"), null, span, null);
        }
        String quote = document.text("snippet") == null ? document.text("text") : document.text("snippet");
        return new Citation(document.text("url"), document.text("title"), quote, span, null);
    }

    /** Which part of the answer it is of. */
    static int part(Obj citation) {
        return Numbers.asInt(citation.number("content_index"), 0);
    }

    static Obj write(Citation citation, String text, int part, Losses losses) {
        if (citation.inDocument() != null) {
            losses.add("citations", "name places in documents, for which Cohere's API has no word");
        }
        Obj.Builder document = Json.object().putIfPresent("url", citation.url());
        document.putIfPresent("title", citation.title()).putIfPresent("snippet", citation.quote());
        Obj source = Json.object("type", "document", "id", "source", "document", document.build());
        Obj.Builder written = Json.object();
        Citation.Span span = citation.inAnswer();
        if (span != null) {
            int start = Math.clamp(span.start(), 0, text.length());
            int end = Math.clamp(span.end(), start, text.length());
            written.put("start", span.start()).put("end", span.end()).put("text", text.substring(start, end));
        }
        return written.put("sources", Json.array(source))
                .put("content_index", part)
                .put("type", "TEXT_CONTENT")
                .build();
    }
}
