package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes where words come from: annotations, of which the API has pages of the web alone.
 *
 * @param nested whether what an annotation says has an object of its own, as in chat completions
 */
record Citations(boolean nested) {

    private static final String URL_CITATION = "url_citation";

    List<Citation> read(@Nullable Json annotations, Losses losses) {
        return Texts.objects(annotations).flatMap(one -> read(one, losses)).toList();
    }

    Stream<Citation> read(Obj annotation, Losses losses) {
        Obj said = nested ? annotation.object(URL_CITATION) : annotation;
        if (said == null || !URL_CITATION.equals(annotation.text("type"))) {
            losses.add("annotations", "has a citation of a kind that other APIs do not have, which was left out");
            return Stream.empty();
        }
        return Stream.of(new Citation(said.text("url"), said.text("title"), null, span(said), null));
    }

    private static Citation.@Nullable Span span(Obj said) {
        int start = dev.sluice.proxy.dialect.Numbers.asInt(said.number("start_index"), -1);
        int end = dev.sluice.proxy.dialect.Numbers.asInt(said.number("end_index"), -1);
        return start < 0 || end < 0 ? null : new Citation.Span(start, end);
    }

    List<Obj> write(List<Citation> citations, Losses losses) {
        return citations.stream().flatMap(one -> write(one, losses)).toList();
    }

    Stream<Obj> write(Citation citation, Losses losses) {
        if (citation.url() == null) {
            losses.add("citations", "of documents were left out: OpenAI's API cites pages of the web alone");
            return Stream.empty();
        }
        if (citation.quote() != null || citation.inDocument() != null) {
            losses.add("citations.quote", "was left out: OpenAI's API cites without the words of the source");
        }
        Obj.Builder said = nested ? Json.object() : Json.object().put("type", URL_CITATION);
        said.put("url", citation.url()).putIfPresent("title", citation.title());
        if (citation.inAnswer() != null) {
            said.put("start_index", citation.inAnswer().start())
                    .put("end_index", citation.inAnswer().end());
        }
        return Stream.of(nested ? Json.object("type", URL_CITATION, URL_CITATION, said.build()) : said.build());
    }
}
