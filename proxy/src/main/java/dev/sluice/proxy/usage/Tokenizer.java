package dev.sluice.proxy.usage;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how many tokens a text has, in a time that is bounded whatever its length.
 *
 * <p>A short text is counted. Of a long one, samples are, one at random out of each twelfth, and the rest is taken to be like them:
 * so a change of language halfway is seen, and nobody can write a prompt around the samples. A sample is cut without regard to
 * words, which makes the guess high rather than low. A tokenizer's table is read on a thread of its own when first needed, which
 * takes the better part of a second; until it is there, four characters are taken for a token. Any thread.
 */
public final class Tokenizer {

    /** For all generations: tables are large, and never change. */
    public static final Tokenizer SHARED = new Tokenizer();

    /** In characters; counted in well under 200 microseconds. */
    static final int EXACT = 768;

    private static final Logger LOG = LoggerFactory.getLogger(Tokenizer.class);
    private static final int SAMPLES = 12;
    private static final int SAMPLE = EXACT / SAMPLES;
    private static final int CHARACTERS_A_TOKEN = 4;

    private final LongUnaryOperator lot;
    private final EncodingRegistry tables = Encodings.newLazyEncodingRegistry();
    private final Map<EncodingType, Encoding> loaded = new ConcurrentHashMap<>();
    private final Set<EncodingType> asked = ConcurrentHashMap.newKeySet();

    Tokenizer() {
        this(bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /** With lots of the caller's: a number from 0 on, below the one that is given. */
    Tokenizer(LongUnaryOperator lot) {
        this.lot = lot;
    }

    /**
     * Counts.
     *
     * @param model the provider's own name of the model that reads or writes the texts
     * @param texts counted as if they stood one after another
     * @return their tokens
     */
    public long count(String model, List<String> texts) {
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
            Thread.ofPlatform().daemon().name("sluice-tokenizer").start(() -> read(table));
        }
    }

    void read(EncodingType table) {
        try {
            loaded.put(table, tables.getEncoding(table));
        } catch (RuntimeException e) {
            LOG.warn("The tokenizer {} could not be read; tokens are guessed by the length of texts", table, e);
        }
    }
}
