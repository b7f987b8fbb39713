package dev.sluice.proxy.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a config names, read while a config is checked or taken into use; never on the path of a call. */
public final class NamedFile {

    private NamedFile() {}

    /**
     * Reads all of it.
     *
     * @param file where it is
     * @param maxBytes how large it may be
     * @return its text, in UTF-8
     * @throws IllegalArgumentException if it cannot be read, or is larger; says so without what is in it
     */
    public static String text(Path file, int maxBytes) {
        try {
            if (Files.size(file) > maxBytes) {
                throw new IllegalArgumentException("expected at most " + maxBytes + " bytes in " + file);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("expected a file that can be read, found none at " + file, e);
        }
    }
}
