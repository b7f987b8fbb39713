package dev.sluice.proxy.dialect.openai.codec;

import java.util.concurrent.ThreadLocalRandom;

/** Ids of answers, for those whose provider gives none. */
final class Ids {

    private Ids() {}

    static String orNew(String prefix, String id) {
        return id.isEmpty()
                ? prefix + Long.toHexString(ThreadLocalRandom.current().nextLong())
                : id;
    }
}
