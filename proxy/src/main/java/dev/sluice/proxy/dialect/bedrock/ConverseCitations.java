package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Citation.DocumentSpan;
import dev.sluice.api.chat.Citation.DocumentSpan.Unit;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes where words come from. */
final class ConverseCitations {

    private ConverseCitations() {}

    static Citation read(Obj citation) {
        String quote = Texts.objects(citation.get("sourceContent"))
                .map(part -> Texts.orEmpty(part.text("text")))
                .collect(Collectors.joining());
        Json url = citation.at("/location/web/url");
        return new Citation(
                url == null ? citation.text("source") : Texts.string(url),
                citation.text("title"),
                quote.isEmpty() ? null : quote,
                null,
                span(citation));
    }

    private static @Nullable DocumentSpan span(Obj citation) {
        for (Unit unit : Unit.values()) {
            if (citation.at("/location/" + word(unit)) instanceof Obj location) {
                return new DocumentSpan(
                        Numbers.asInt(location.number("documentIndex"), 0),
                        unit,
                        Numbers.asInt(location.number("start"), 0),
                        Numbers.asInt(location.number("end"), 0));
            }
        }
        return null;
    }

    private static String word(Unit unit) {
        return switch (unit) {
            case CHARACTERS -> "documentChar";
            case PAGES -> "documentPage";
            case BLOCKS -> "documentChunk";
        };
    }

    static Obj write(Citation citation, String path, Losses losses) {
        if (citation.inAnswer() != null) {
            losses.mapped(path, "is said of a whole block of words here, not of some of its characters");
        }
        return Json.object()
                .putIfPresent("title", citation.title())
                .putIfPresent("source", citation.inDocument() == null ? null : citation.url())
                .putIfPresent(
                        "sourceContent",
                        citation.quote() == null ? null : Json.array(Json.object("text", citation.quote())))
                .putIfPresent("location", location(citation))
                .build();
    }

    private static @Nullable Obj location(Citation citation) {
        DocumentSpan span = citation.inDocument();
        if (span == null) {
            return citation.url() == null ? null : Json.object("web", Json.object("url", citation.url()));
        }
        return Json.object(
                word(span.unit()),
                Json.object("documentIndex", span.document(), "start", span.start(), "end", span.end()));
    }
}
