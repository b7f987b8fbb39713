package dev.sluice.proxy.dialect;

import java.util.concurrent.ThreadLocalRandom;

/** Ids of answers, for those whose provider gives none. */
public final class Ids {

    private Ids() {}

    /**
     * An id that clients can tell answers by. It is no secret.
     *
     * @param prefix as the dialect has it
     * @param id the provider's; may be empty
     * @return the provider's, or a random one
     */
    public static String orNew(String prefix, String id) {
        return id.isEmpty()
                ? prefix + Long.toHexString(ThreadLocalRandom.current().nextLong())
                : id;
    }
}
