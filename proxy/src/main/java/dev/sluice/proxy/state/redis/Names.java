package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Limit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What things are called in Redis. In a cluster, whatever one operation touches has the same hash tag, {@code {tenant}}: so it is
 * in one slot.
 *
 * @param prefix that of everything
 * @param cluster whether keys have to say in which slot they are
 */
record Names(String prefix, boolean cluster) {

    private static final int LONGEST = 160;

    /** What is counted together in one step: a tenant in a cluster, else everything. */
    String slot(String tenant) {
        return cluster ? tenant : "";
    }

    String account(String use, Limit limit) {
        String name = part(limit.tenant())
                + ':'
                + short_(escaped(limit.account()))
                + ':'
                + limit.window().label();
        return prefix + ":q:" + use + tag(slot(limit.tenant())) + ':' + name;
    }

    /** Where the last settling of a sender is noted. */
    String settlings(String use, String slot, String sender) {
        return prefix + ":s:" + use + tag(slot) + ':' + sender;
    }

    /** Entries of one tenant are spread over all slots. */
    String entry(String use, String tenant, String key) {
        return prefix + ":c:" + use + ':' + part(tenant) + ':' + escaped(key);
    }

    /** Marks of one tenant are in one slot. */
    String mark(String use, String tenant, String tag) {
        return prefix + ":m:" + use + (cluster ? tag(tenant) : ':' + part(tenant)) + ':' + escaped(tag);
    }

    /** Logs of one tenant are spread over all slots. */
    String log(String use, String tenant, String name) {
        return prefix + ":l:" + use + ':' + part(tenant) + ':' + short_(escaped(name));
    }

    String topic(String name) {
        return prefix + ":t:" + name;
    }

    private String tag(String slot) {
        return cluster ? ":{" + part(slot) + '}' : "";
    }

    /** A tenant's name, such that no other's looks like it with something behind. */
    private static String part(String tenant) {
        return short_(escaped(tenant).replace(":", "%3A"));
    }

    private static String escaped(String text) {
        return text.indexOf('{') < 0 && text.indexOf('}') < 0 && text.indexOf('%') < 0
                ? text
                : text.replace("%", "%25").replace("{", "%7B").replace("}", "%7D");
    }

    private static String short_(String text) {
        return text.length() <= LONGEST ? text : '%' + digest(text);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
