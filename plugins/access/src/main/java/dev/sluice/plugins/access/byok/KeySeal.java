package dev.sluice.plugins.access.byok;

import dev.sluice.api.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals keys under the operator's secret (AES-256 in GCM), each for its tenant and provider alone: one that is moved to another row of the
 * database cannot be opened there.
 */
public final class KeySeal {

    /** Fewer characters could be guessed. */
    public static final int SHORTEST_SECRET = 32;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String MAC = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SHOWN_BYTES = 4;

    private final SecretKeySpec key;
    private final String mark;
    private final SecureRandom random = new SecureRandom();

    /**
     * Prepares to seal.
     *
     * @param secret as the config has it
     */
    public KeySeal(Secret secret) {
        this.key = new SecretKeySpec(derived(secret, "sluice: keys with providers"), "AES");
        this.mark = HexFormat.of().formatHex(derived(secret, "sluice: which secret is it?"), 0, 8);
    }

    /** Tells this secret from others, and tells nothing else of it. */
    String mark() {
        return mark;
    }

    /**
     * Seals.
     *
     * @param tenant whose key it is
     * @param provider for whom it is
     * @param secret the key
     * @return what can be kept anywhere
     */
    public String seal(String tenant, String provider, Secret secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text = secret.reveal().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, tenant, provider).doFinal(text);
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    /** The key; empty if it was sealed under another secret, for others, or was changed. */
    Optional<Secret> open(String tenant, String provider, String sealed) {
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed);
            byte[] nonce = new byte[NONCE_BYTES];
            ByteBuffer.wrap(bytes).get(nonce);
            byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, tenant, provider)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(Secret.of(new String(text, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * A few bits of a key's digest, for people to tell keys apart.
     *
     * @param key the key
     * @return eight digits
     */
    public static String fingerprint(Secret key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(key.reveal().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, SHOWN_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String tenant, String provider) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((tenant.length() + ":" + tenant + provider).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] derived(Secret secret, String purpose) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), MAC));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + MAC, e);
        }
    }
}
