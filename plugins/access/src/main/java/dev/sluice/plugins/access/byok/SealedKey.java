package dev.sluice.plugins.access.byok;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's key with a provider, as it is kept.
 *
 * @param tenant whose it is
 * @param provider for whom it is
 * @param sealed the key; null if it was taken back
 * @param fingerprint tells people which key it is; empty if it was taken back
 * @param changed when it was set or taken back; of two the later one counts
 */
public record SealedKey(
        String tenant, String provider, @Nullable String sealed, String fingerprint, Instant changed) {

    /** What people may see of it. */
    Obj shown() {
        return Json.object(
                "tenant", tenant, "provider", provider, "fingerprint", fingerprint, "changed", changed.toString());
    }
}
