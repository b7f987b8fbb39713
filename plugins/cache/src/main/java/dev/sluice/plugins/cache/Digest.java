package dev.sluice.plugins.cache;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 that can be a key in a map. */
record Digest(long first, long second, long third, long fourth) {

    static Digest of(byte[]... pieces) {
        MessageDigest sha = sha256();
        for (byte[] piece : pieces) {
            sha.update(piece);
        }
        ByteBuffer bytes = ByteBuffer.wrap(sha.digest());
        return new Digest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    String hex() {
        StringBuilder hex = new StringBuilder(64);
        for (long part : new long[] {first, second, third, fourth}) {
            String digits = Long.toHexString(part);
            hex.repeat("0", 16 - digits.length()).append(digits);
        }
        return hex.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
