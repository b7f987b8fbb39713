package dev.sluice.plugins.retrieve.stores;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names for what is made here: not to be guessed, and not to be taken for a provider's. */
public final class Ids {

    /** Before the id of a store. */
    public static final String STORE = "vs_sluice_";

    /** Before the id of files that were attached together. */
    static final String BATCH = "vsfb_sluice_";

    /** Before the id of a file. */
    public static final String FILE = "file-sluice-";

    /** Before the id of what a reply tells of a search. */
    public static final String SEARCH = "fs_sluice_";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    private Ids() {}

    static String next(String prefix) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }
}
