package dev.sluice.plugins.access;

import dev.sluice.api.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes keys with HMAC-SHA256. Keys are random and long, so a slow hash would gain nothing; the key of the hash keeps a
 * stolen database from being of use to whoever also knows some keys.
 */
final class KeyHash {

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac prototype;

    /**
     * Prepares to hash.
     *
     * @param pepper the key of the hash
     */
    KeyHash(byte[] pepper) {
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(pepper, ALGORITHM));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    static KeyHash of(Secret pepper) {
        return new KeyHash(pepper.reveal().getBytes(StandardCharsets.UTF_8));
    }

    /** The hash, in hexadecimal. */
    String of(String key) {
        return HexFormat.of().formatHex(mac().doFinal(key.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether the key has the hash, in a time that tells nothing about how much of it is right. */
    boolean matches(String key, String hash) {
        return MessageDigest.isEqual(
                of(key).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    /** A copy, because a MAC has state and several event loops hash at once. */
    private Mac mac() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's HMAC can be cloned", e);
        }
    }
}
