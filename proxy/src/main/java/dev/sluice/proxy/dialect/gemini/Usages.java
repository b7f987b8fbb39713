package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.Usage;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes token counts.
 *
 * <p>The API counts thinking beside the candidates, and prompts of its own tools beside the prompt; what was cached, in the
 * prompt.
 */
final class Usages {
    static final String USAGE = "usageMetadata";
    private static final Set<String> AUDIO = Set.of("AUDIO");
    /** Moving ones cost what still ones cost, and few other APIs tell of any. */
    private static final Set<String> PICTURES = Set.of("IMAGE", "VIDEO");

    private static final String PROMPT_DETAILS = "promptTokensDetails";
    private static final String ANSWER_DETAILS = "candidatesTokensDetails";

    private Usages() {}

    /** The usage that a reply tells; null if it tells none. */
    static @Nullable Usage read(Obj body) {
        Obj usage = body.object(USAGE);
        long prompt = Numbers.count(usage, "promptTokenCount");
        long answer = Numbers.count(usage, "candidatesTokenCount", "responseTokenCount");
        long thoughts = zero(Numbers.count(usage, "thoughtsTokenCount"));
        if (usage == null || (prompt < 0 && answer < 0 && thoughts == 0)) {
            return null;
        }
        String details = usage.has(ANSWER_DETAILS) ? ANSWER_DETAILS : "responseTokensDetails";
        return new Usage(
                        zero(prompt) + zero(Numbers.count(usage, "toolUsePromptTokenCount")),
                        zero(answer) + thoughts,
                        zero(Numbers.count(usage, "cachedContentTokenCount")),
                        0,
                        thoughts,
                        of(AUDIO, usage, PROMPT_DETAILS),
                        of(AUDIO, usage, details),
                        false)
                .withImages(of(PICTURES, usage, PROMPT_DETAILS), of(PICTURES, usage, details));
    }

    private static long of(Set<String> modalities, Obj usage, String details) {
        return Texts.objects(usage.get(details))
                .filter(detail -> modalities.contains(Texts.orEmpty(detail.text("modality"))))
                .mapToLong(detail -> zero(Numbers.count(detail, "tokenCount")))
                .sum();
    }

    static Obj write(Usage usage) {
        long answer = Math.max(0, usage.output() - usage.reasoning());
        Obj.Builder counts =
                Json.object().put("promptTokenCount", usage.input()).put("candidatesTokenCount", answer);
        counts.put("totalTokenCount", usage.total());
        counts.putIfPresent("cachedContentTokenCount", positive(usage.cachedInput()));
        counts.putIfPresent("thoughtsTokenCount", positive(usage.reasoning()));
        counts.putIfPresent(PROMPT_DETAILS, details(usage.input(), usage.audioInput(), usage.imageInput()));
        counts.putIfPresent(ANSWER_DETAILS, details(answer, usage.audioOutput(), usage.imageOutput()));
        return counts.build();
    }

    private static @Nullable Json details(long all, long audio, long image) {
        if (audio + image == 0) {
            return null;
        }
        List<Json> details = new ArrayList<>();
        add(details, "TEXT", all - audio - image);
        add(details, "AUDIO", audio);
        add(details, "IMAGE", image);
        return Json.from(details);
    }

    private static void add(List<Json> details, String modality, long tokens) {
        if (tokens > 0) {
            details.add(Json.object("modality", modality, "tokenCount", tokens));
        }
    }

    private static @Nullable Long positive(long count) {
        return count > 0 ? count : null;
    }

    private static long zero(long count) {
        return Math.max(0, count);
    }
}
