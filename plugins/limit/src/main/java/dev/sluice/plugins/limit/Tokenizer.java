package dev.sluice.plugins.limit;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.sluice.api.plugin.PluginContext;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Guesses how many tokens a text has, in a time that is bounded whatever its length.
 *
 * <p>A short text is counted. Of a long one, samples are, and the rest is taken to be like them. The tokenizer's tables are read
 * off the event loop when first needed; until they are there, four characters are taken for a token.
 */
final class Tokenizer {

    /** Counted in well under 200 microseconds. */
    static final int EXACT = 768;

    private static final int SAMPLES = 3;
    private static final int SAMPLE = EXACT / SAMPLES;
    private static final int CHARACTERS_A_TOKEN = 4;

    private final PluginContext context;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile @Nullable Encoding encoding;

    Tokenizer(PluginContext context) {
        this.context = context;
    }

    long count(List<String> texts) {
        long length = texts.stream().mapToLong(String::length).sum();
        Encoding known = encoding;
        if (known == null) {
            load();
            return Math.ceilDiv(length, CHARACTERS_A_TOKEN);
        }
        return length <= EXACT ? known.countTokensOrdinary(String.join("\n", texts)) : sampled(known, texts, length);
    }

    private static long sampled(Encoding encoding, List<String> texts, long length) {
        long tokens = 0;
        for (int i = 0; i < SAMPLES; i++) {
            tokens += encoding.countTokensOrdinary(slice(texts, (length - SAMPLE) * i / (SAMPLES - 1)));
        }
        return Math.ceilDiv(tokens * length, EXACT);
    }

    /** A sample of what all texts are together. */
    private static String slice(List<String> texts, long from) {
        StringBuilder sample = new StringBuilder(SAMPLE);
        long passed = 0;
        for (String text : texts) {
            int begin = Math.clamp(from - passed, 0, text.length());
            int end = Math.clamp(from + SAMPLE - passed, begin, text.length());
            sample.append(text, begin, end);
            passed += text.length();
        }
        return sample.toString();
    }

    private void load() {
        if (asked.compareAndSet(false, true)) {
            context.blocking(() -> Table.O200K)
                    .onSuccess(loaded -> encoding = loaded)
                    .onFailure(failure -> context.logger()
                            .atWarn()
                            .setCause(failure)
                            .log("The tokenizer could not be loaded; tokens are guessed by the length of texts"));
        }
    }

    /** Read once for all filters, by whoever asks first: it takes the better part of a second. */
    private static final class Table {

        static final Encoding O200K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }
}
