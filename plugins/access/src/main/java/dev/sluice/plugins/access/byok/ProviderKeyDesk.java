package dev.sluice.plugins.access.byok;

import dev.sluice.api.config.Secret;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/** Takes keys in and takes them back. Blocks. */
public final class ProviderKeyDesk {

    /** What fits into a field of a header, and into nothing else. */
    private static final Pattern KEY = Pattern.compile("[!-~]{8,4096}");

    private final SealedStore store;
    private final KeySeal seal;
    private final InstantSource clock;

    /**
     * Opens for business.
     *
     * @param store where keys are kept
     * @param seal what they are kept under
     * @param clock the time
     */
    public ProviderKeyDesk(SealedStore store, KeySeal seal, InstantSource clock) {
        this.store = store;
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * Looks whether a text can be a key.
     *
     * @param text what somebody sent
     * @return the key
     * @throws IllegalArgumentException if it can be none; does not repeat it
     */
    public static Secret checked(String text) {
        if (!KEY.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "Expected a key of 8 to 4096 visible ASCII characters, found " + text.length() + " characters");
        }
        return Secret.of(text);
    }

    /**
     * Sets a tenant's key with a provider, in place of the one before.
     *
     * @param tenant whose it is
     * @param provider for whom it is
     * @param key the key
     * @return its fingerprint
     * @throws SQLException if it cannot be kept
     */
    public String set(String tenant, String provider, Secret key) throws SQLException {
        String fingerprint = KeySeal.fingerprint(key);
        String sealed = seal.seal(tenant, provider, key);
        store.set(new SealedKey(tenant, provider, sealed, fingerprint, clock.instant()), clock.instant());
        return fingerprint;
    }

    /**
     * Takes a key back.
     *
     * @param tenant whose it was
     * @param provider for whom it was
     * @return whether there was one
     * @throws SQLException if that cannot be kept
     */
    public boolean remove(String tenant, String provider) throws SQLException {
        boolean there = list().stream()
                .anyMatch(key -> key.tenant().equals(tenant) && key.provider().equals(provider));
        if (there) {
            store.set(new SealedKey(tenant, provider, null, "", clock.instant()), clock.instant());
        }
        return there;
    }

    /**
     * Those that are set.
     *
     * @return sealed, by tenant and provider
     * @throws SQLException if they cannot be read
     */
    public List<SealedKey> list() throws SQLException {
        return store.all();
    }
}
