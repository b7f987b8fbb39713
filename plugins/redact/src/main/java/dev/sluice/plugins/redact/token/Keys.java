package dev.sluice.plugins.redact.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Everything that is done with the master key; what it derives differs by tenant and by purpose. May be used on any thread. */
public final class Keys {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final byte[] master;
    private final SecureRandom random = new SecureRandom();

    /**
     * Takes the master key.
     *
     * @param master at least 16 bytes, the same on all replicas
     */
    public Keys(byte[] master) {
        if (master.length < 16) {
            throw new IllegalArgumentException("expected a key of at least 16 bytes, found " + master.length
                    + ": make one by 'openssl rand -base64 32'");
        }
        this.master = master.clone();
    }

    /**
     * A keyed hash for one purpose of one tenant.
     *
     * @param tenant whose
     * @param parts what is hashed, each apart from the next
     * @return 32 bytes
     */
    public byte[] hash(String tenant, String... parts) {
        Mac mac = mac(derived("hash", tenant));
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
            mac.update(bytes);
        }
        return mac.doFinal();
    }

    /** Encrypts by AES-256-GCM; what it is bound to must be given again to open it. */
    byte[] seal(String tenant, String boundTo, byte[] plain) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] encrypted =
                    cipher(Cipher.ENCRYPT_MODE, tenant, boundTo, nonce).doFinal(plain);
            return ByteBuffer.allocate(NONCE + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM cannot encrypt", e);
        }
    }

    /** Decrypts what {@link #seal} made; fails if it was changed, or belongs elsewhere. */
    byte[] open(String tenant, String boundTo, byte[] encrypted) throws GeneralSecurityException {
        byte[] nonce = Arrays.copyOf(encrypted, NONCE);
        return cipher(Cipher.DECRYPT_MODE, tenant, boundTo, nonce).doFinal(encrypted, NONCE, encrypted.length - NONCE);
    }

    private Cipher cipher(int mode, String tenant, String boundTo, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(derived("seal", tenant), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(boundTo.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] derived(String purpose, String tenant) {
        return mac(master).doFinal(("sluice redact 1 " + purpose + " " + tenant).getBytes(StandardCharsets.UTF_8));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
