package dev.sluice.proxy.upstream;

import dev.sluice.api.ClientCredentials;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Tells the credentials that clients show apart without keeping them. */
public final class ShownCredentials {

    private static final List<String> FIELDS =
            HeaderPolicy.CREDENTIALS.stream().sorted().toList();

    private ShownCredentials() {}

    /**
     * What a request shows.
     *
     * @param fields of its header
     * @return the same for the same credentials, in whatever order they stand
     */
    public static ClientCredentials of(MultiMap fields) {
        MessageDigest digest = KeyFingerprint.sha256();
        for (String name : FIELDS) {
            for (String value : fields.getAll(name)) {
                digest.update((name + ':' + value + '\n').getBytes(StandardCharsets.UTF_8));
            }
        }
        return new ClientCredentials(HexFormat.of().formatHex(digest.digest()));
    }
}
