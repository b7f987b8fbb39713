package dev.sluice.proxy.upstream;

import dev.sluice.api.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A few bits of a key's digest: enough for people to tell keys apart, too few to find one by. */
final class KeyFingerprint {

    private static final int BYTES = 4;

    private KeyFingerprint() {}

    static String of(Secret key) {
        byte[] digest = sha256().digest(key.reveal().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
