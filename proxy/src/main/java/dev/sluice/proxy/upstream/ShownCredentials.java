package dev.sluice.proxy.upstream;

import dev.sluice.api.ClientCredentials;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;

/** Tells the credentials that clients show apart without keeping them. */
public final class ShownCredentials {

    private ShownCredentials() {}

    /**
     * What a request shows.
     *
     * @param fields of its header
     * @return the same for the same credentials, in whatever order they stand
     */
    public static ClientCredentials of(MultiMap fields) {
        MessageDigest digest = sha256();
        for (String name : new TreeSet<>(HeaderPolicy.CREDENTIALS)) {
            for (String value : fields.getAll(name)) {
                digest.update((name + ':' + value + '\n').getBytes(StandardCharsets.UTF_8));
            }
        }
        return new ClientCredentials(HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
