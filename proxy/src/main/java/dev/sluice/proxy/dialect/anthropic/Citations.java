package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Citation.DocumentSpan;
import dev.sluice.api.chat.Citation.DocumentSpan.Unit;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Texts;
import org.jspecify.annotations.Nullable;

/** Reads and writes where words come from. */
final class Citations {

    private static final String WEB = "web_search_result_location";
    private static final String SEARCH = "search_result_location";

    private Citations() {}

    static Citation read(Obj citation, String path, Losses losses) {
        Fields fields = Fields.of(citation, path, losses).skip("file_id");
        Citation read = switch (fields.textOrEmpty("type")) {
            case "char_location" -> inDocument(fields, span(fields, "document_index", Unit.CHARACTERS, "char_index"));
            case "page_location" -> inDocument(fields, span(fields, "document_index", Unit.PAGES, "page_number"));
            case "content_block_location" ->
                inDocument(fields, span(fields, "document_index", Unit.BLOCKS, "block_index"));
            case SEARCH -> located(fields, "source", span(fields, "search_result_index", Unit.BLOCKS, "block_index"));
            default -> located(fields, "url", null);
        };
        fields.rest();
        return read;
    }

    private static Citation inDocument(Fields fields, @Nullable DocumentSpan span) {
        return new Citation(null, fields.text("document_title"), fields.text("cited_text"), null, span);
    }

    private static Citation located(Fields fields, String url, @Nullable DocumentSpan span) {
        return new Citation(fields.text(url), fields.text("title"), fields.text("cited_text"), null, span);
    }

    private static @Nullable DocumentSpan span(Fields fields, String document, Unit unit, String counted) {
        Integer which = fields.integer(document);
        Integer start = fields.integer("start_" + counted);
        Integer end = fields.integer("end_" + counted);
        return which == null || start == null || end == null ? null : new DocumentSpan(which, unit, start, end);
    }

    static Obj write(Citation citation, String path, Losses losses) {
        if (citation.inAnswer() != null) {
            losses.mapped(path, "is said of a whole block of words here, not of some of its characters");
        }
        DocumentSpan span = citation.inDocument();
        String quote = Texts.orEmpty(citation.quote());
        if (span == null) {
            return Json.object(
                    "type",
                    WEB,
                    "cited_text",
                    quote,
                    "url",
                    Texts.orEmpty(citation.url()),
                    "title",
                    citation.title(),
                    "encrypted_index",
                    "");
        }
        return citation.url() == null ? document(citation, span, quote) : search(citation, span, quote);
    }

    private static Obj search(Citation citation, DocumentSpan span, String quote) {
        return Json.object(
                "type", SEARCH,
                "cited_text", quote,
                "source", citation.url(),
                "title", citation.title(),
                "search_result_index", span.document(),
                "start_block_index", span.start(),
                "end_block_index", span.end());
    }

    private static Obj document(Citation citation, DocumentSpan span, String quote) {
        String type = switch (span.unit()) {
            case CHARACTERS -> "char";
            case PAGES -> "page";
            case BLOCKS -> "content_block";
        };
        String counted = switch (span.unit()) {
            case CHARACTERS -> "char_index";
            case PAGES -> "page_number";
            case BLOCKS -> "block_index";
        };
        return Json.object(
                "type",
                type + "_location",
                "cited_text",
                quote,
                "document_index",
                span.document(),
                "document_title",
                citation.title(),
                "start_" + counted,
                span.start(),
                "end_" + counted,
                span.end());
    }
}
