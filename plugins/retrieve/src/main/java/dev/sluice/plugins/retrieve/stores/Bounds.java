package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;

/**
 * What one tenant may keep.
 *
 * @param stores most stores
 * @param files most files
 * @param bytes most bytes of all its files
 */
public record Bounds(int stores, int files, long bytes) {

    void checkStores(int there) {
        if (there >= stores) {
            throw full("most vector stores, " + stores);
        }
    }

    void checkFiles(int there, long bytesThere, long more) {
        if (there >= files) {
            throw full("most files, " + files);
        }
        if (bytesThere + more > bytes) {
            throw full("most bytes of files, " + bytes);
        }
    }

    private static CallError full(String what) {
        return CallError.of(
                Category.INVALID_REQUEST,
                "storage_limit_exceeded",
                "Expected what a tenant may keep at the " + what + ", found more: delete what is not needed.");
    }
}
