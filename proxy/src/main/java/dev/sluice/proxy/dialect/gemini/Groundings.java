package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and writes where words come from: grounding, and works that were recited. The API counts bytes of UTF-8. */
final class Groundings {
    private static final String METADATA = "groundingMetadata";
    private static final String RECITED = "citationMetadata";
    private static final String CHUNKS = "groundingChunks";
    private static final List<String> OWN =
            List.of("safetyRatings", "avgLogprobs", "urlContextMetadata", "finishMessage");
    private static final List<String> OF_SEARCHES = List.of("webSearchQueries", "searchEntryPoint");

    private Groundings() {}

    /**
     * Reads a candidate's sources.
     *
     * @param candidate whole, or a chunk of it
     * @param text the words that they are of
     */
    static List<Citation> read(Obj candidate, String text) {
        List<Citation> citations = new ArrayList<>();
        Obj metadata = candidate.object(METADATA);
        if (metadata != null) {
            grounding(metadata, text, citations);
        }
        Obj recited = candidate.object(RECITED);
        if (recited != null) {
            Stream.concat(Texts.objects(recited.get("citationSources")), Texts.objects(recited.get("citations")))
                    .map(source -> citation(source, null, span(source, text)))
                    .forEach(citations::add);
        }
        return citations;
    }

    /** The member of a candidate in which its sources stand. */
    static String held(Obj candidate) {
        return candidate.object(METADATA) == null ? RECITED : METADATA;
    }

    /** What a candidate says of itself that nothing but Gemini has a word for, as places in it. */
    static List<String> untold(Obj candidate) {
        List<String> places = new ArrayList<>(0);
        OWN.stream().filter(name -> isFilled(candidate.get(name))).forEach(places::add);
        Obj metadata = candidate.object(METADATA);
        if (metadata != null) {
            OF_SEARCHES.stream()
                    .filter(name -> isFilled(metadata.get(name)))
                    .forEach(name -> places.add(METADATA + "." + name));
            if (has(metadata.get("groundingSupports"), "confidenceScores")) {
                places.add(METADATA + ".groundingSupports.confidenceScores");
            }
        }
        Obj recited = candidate.object(RECITED);
        if (recited != null
                && (has(recited.get("citationSources"), "license") || has(recited.get("citations"), "license"))) {
            places.add(RECITED + ".license");
        }
        return places;
    }

    private static boolean has(@Nullable Json all, String name) {
        return Texts.objects(all).anyMatch(one -> isFilled(one.get(name)));
    }

    private static boolean isFilled(@Nullable Json value) {
        return switch (value) {
            case null -> false;
            case Null nothing -> false;
            case Arr list -> !list.isEmpty();
            case Str text -> !text.value().isEmpty();
            default -> true;
        };
    }

    private static void grounding(Obj metadata, String text, List<Citation> citations) {
        List<Obj> chunks = Texts.objects(metadata.get(CHUNKS)).toList();
        boolean[] used = new boolean[chunks.size()];
        Texts.objects(metadata.get("groundingSupports")).forEach(support -> {
            Citation.Span span = span(support.object("segment"), text);
            Arr indices = support.array("groundingChunkIndices");
            if (indices != null) {
                for (Json index : indices) {
                    int chunk = index instanceof Num number ? Numbers.asInt(number, -1) : -1;
                    if (chunk >= 0 && chunk < used.length) {
                        used[chunk] = true;
                        citations.add(source(chunks.get(chunk), span));
                    }
                }
            }
        });
        for (int i = 0; i < used.length; i++) {
            if (!used[i]) {
                citations.add(source(chunks.get(i), null));
            }
        }
    }

    private static Citation source(Obj chunk, Citation.@Nullable Span span) {
        Obj inner = Stream.of("web", "retrievedContext", "maps", "image")
                .map(chunk::object)
                .filter(known -> known != null)
                .findFirst()
                .orElse(chunk);
        return citation(inner, inner.text("text"), span);
    }

    private static Citation citation(Obj source, @Nullable String quote, Citation.@Nullable Span span) {
        return new Citation(source.text("uri"), source.text("title"), quote, span, null);
    }

    private static Citation.@Nullable Span span(@Nullable Obj segment, String text) {
        int end = segment == null ? -1 : Numbers.asInt(segment.number("endIndex"), -1);
        if (segment == null || end < 0) {
            return null;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int start = Numbers.asInt(segment.number("startIndex"), 0);
        return start < 0 || start > end || end > bytes.length
                ? null
                : new Citation.Span(letters(bytes, start), letters(bytes, end));
    }

    private static int letters(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8).length();
    }

    /** Spells sources of a text as grounding. */
    static Obj write(List<Citation> citations, String text, Losses losses) {
        List<Obj> chunks = new ArrayList<>();
        List<Obj> supports = new ArrayList<>();
        for (Citation citation : citations) {
            if (citation.inDocument() != null) {
                losses.add("citations", "name places in documents, for which Gemini has no word");
            }
            Obj.Builder source = Json.object().putIfPresent("uri", citation.url());
            source.putIfPresent("title", citation.title()).putIfPresent("text", citation.quote());
            chunks.add(Json.object(citation.quote() == null ? "web" : "retrievedContext", source.build()));
            if (citation.inAnswer() != null) {
                supports.add(support(citation.inAnswer(), text, chunks.size() - 1));
            }
        }
        Obj metadata = Json.object(CHUNKS, chunks);
        return supports.isEmpty() ? metadata : metadata.with("groundingSupports", Json.from(supports));
    }

    private static Obj support(Citation.Span span, String text, int chunk) {
        int start = Math.clamp(span.start(), 0, text.length());
        int end = Math.clamp(span.end(), start, text.length());
        Obj segment = Json.object(
                "startIndex",
                bytes(text.substring(0, start)),
                "endIndex",
                bytes(text.substring(0, end)),
                "text",
                text.substring(start, end));
        return Json.object("segment", segment, "groundingChunkIndices", Json.array(chunk));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The member of a candidate that holds them. */
    static String member() {
        return METADATA;
    }
}
