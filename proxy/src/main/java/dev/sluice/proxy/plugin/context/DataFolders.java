package dev.sluice.proxy.plugin.context;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where plugins keep their files: a folder for each filter of each plugin, whatever their names. */
public final class DataFolders {

    private DataFolders() {}

    /**
     * Finds a folder.
     *
     * @param root holds those of all plugins
     * @param owner whose
     * @return made if it is not there
     */
    public static Path make(Path root, Owner owner) {
        Path folder = root.resolve(safe(owner.plugin())).resolve(safe(owner.filter()));
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected a folder that can be written for the data of " + owner + ", found none at " + folder
                            + ": check its owner and the free space.",
                    e);
        }
    }

    /** Names stay apart: one that had to be changed carries the hash of what it was. */
    static String safe(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.+", "_");
        return safe.equals(name) && !safe.isEmpty() ? safe : safe + "-" + Integer.toHexString(name.hashCode());
    }
}
