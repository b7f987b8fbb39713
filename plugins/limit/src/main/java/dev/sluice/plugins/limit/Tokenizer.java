package dev.sluice.plugins.limit;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.sluice.api.plugin.PluginContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * Guesses how many tokens a text has, in a time that is bounded whatever its length.
 *
 * <p>A short text is counted. Of a long one, samples are, one at random out of each twelfth, and the rest is taken to be like them:
 * so a change of language halfway is seen, and nobody can write a prompt around the samples. A sample is cut without regard to
 * words, which makes the guess high rather than low. The tokenizer's tables are read off the event loop when first needed; until
 * they are there, four characters are taken for a token.
 */
final class Tokenizer {

    /** Counted in well under 200 microseconds. */
    static final int EXACT = 768;

    private static final int SAMPLES = 12;
    private static final int SAMPLE = EXACT / SAMPLES;
    private static final int CHARACTERS_A_TOKEN = 4;

    private final PluginContext context;
    private final LongUnaryOperator lot;
    private final Map<EncodingType, Encoding> loaded = new ConcurrentHashMap<>();
    private final Set<EncodingType> asked = ConcurrentHashMap.newKeySet();

    Tokenizer(PluginContext context) {
        this(context, bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /** With lots of the caller's: a number from 0 on, below the one that is given. */
    Tokenizer(PluginContext context, LongUnaryOperator lot) {
        this.context = context;
        this.lot = lot;
    }

    /**
     * Counts.
     *
     * @param model the provider's own name of the model that reads the texts
     */
    long count(String model, List<String> texts) {
        long length = texts.stream().mapToLong(String::length).sum();
        EncodingType table = table(model);
        Encoding known = loaded.get(table);
        if (known == null) {
            load(table);
            return Math.ceilDiv(length, CHARACTERS_A_TOKEN);
        }
        return length <= EXACT ? known.countTokensOrdinary(String.join("\n", texts)) : sampled(known, texts, length);
    }

    /** OpenAI's older models read by an older table; others have tables that are not public, and come near to the newer. */
    static EncodingType table(String model) {
        boolean older = model.equals("gpt-4")
                || model.startsWith("gpt-4-")
                || model.startsWith("gpt-3.5")
                || model.startsWith("text-embedding-");
        return older ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE;
    }

    private long sampled(Encoding encoding, List<String> texts, long length) {
        long tokens = 0;
        for (int i = 0; i < SAMPLES; i++) {
            long begin = length * i / SAMPLES;
            long end = length * (i + 1) / SAMPLES;
            tokens += encoding.countTokensOrdinary(slice(texts, begin + lot.applyAsLong(end - begin - SAMPLE + 1)));
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

    private void load(EncodingType table) {
        if (asked.add(table)) {
            context.blocking(() -> Tables.of(table))
                    .onSuccess(read -> loaded.put(table, read))
                    .onFailure(failure -> context.logger()
                            .atWarn()
                            .setCause(failure)
                            .log("The tokenizer could not be loaded; tokens are guessed by the length of texts"));
        }
    }

    /** Read once for all filters, by whoever asks first: each takes the better part of a second. */
    private static final class Tables {

        private static final EncodingRegistry ALL = Encodings.newLazyEncodingRegistry();

        static Encoding of(EncodingType table) {
            return ALL.getEncoding(table);
        }
    }
}
