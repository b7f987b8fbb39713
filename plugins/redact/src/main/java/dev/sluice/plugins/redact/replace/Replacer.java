package dev.sluice.plugins.redact.replace;

import dev.sluice.plugins.redact.detect.Entity;
import dev.sluice.plugins.redact.token.Alike;
import dev.sluice.plugins.redact.token.Keys;
import dev.sluice.plugins.redact.token.Pseudonyms;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what a value becomes. */
public final class Replacer {

    private static final int HASH_BYTES = 8;
    private static final int LONG = 12;
    private static final int SHOWN = 4;

    private final Keys keys;
    private final String tenant;
    private final Pseudonyms pseudonyms;
    private final Alike alike;
    private final Map<String, Entity> entities;

    /**
     * Makes a replacer for one call.
     *
     * @param keys make hashes
     * @param tenant whose call it is
     * @param pseudonyms make tokens
     * @param alike says which values have the same hash
     * @param entities by name, to make values that look like them
     */
    public Replacer(Keys keys, String tenant, Pseudonyms pseudonyms, Alike alike, Map<String, Entity> entities) {
        this.keys = keys;
        this.tenant = tenant;
        this.pseudonyms = pseudonyms;
        this.alike = alike;
        this.entities = entities;
    }

    /**
     * What a value becomes.
     *
     * @param action any but {@link Action#BLOCK}, which nothing is put in the place of
     * @param entity what it is
     * @param value as it is written
     * @return what stands there from now on
     */
    public String replace(Action action, String entity, String value) {
        return switch (action) {
            case TOKEN -> pseudonyms.token(entity, value);
            case MASK -> masked(value);
            case HASH -> hashed(entity, value);
            case SYNTHETIC -> Synthetic.of(keys.hash(tenant, "synthetic", entity, value), value, entities.get(entity));
            case DROP, BLOCK -> "";
        };
    }

    /**
     * The token of a value that was seen before.
     *
     * @param entity what it is
     * @param value as it is written
     * @return null if it was not
     */
    public @Nullable String known(String entity, String value) {
        return pseudonyms.known(entity, value);
    }

    private String hashed(String entity, String value) {
        byte[] hash = keys.hash(tenant, "hash", entity, alike.normal(entity, value));
        String label = entity.toUpperCase(Locale.ROOT).replace('-', '_');
        return "[" + label + ":" + HexFormat.of().formatHex(hash, 0, HASH_BYTES) + "]";
    }

    private static String masked(String value) {
        boolean isNumber = value.chars().noneMatch(Character::isLowerCase)
                && value.chars().filter(Character::isLetterOrDigit).count() >= LONG;
        int shown = isNumber ? value.length() - SHOWN : value.length();
        StringBuilder masked = new StringBuilder(value);
        for (int i = 0; i < shown; i++) {
            if (Character.isLetterOrDigit(value.charAt(i))) {
                masked.setCharAt(i, '*');
            }
        }
        return masked.toString();
    }
}
