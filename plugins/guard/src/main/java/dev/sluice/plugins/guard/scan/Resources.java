package dev.sluice.plugins.guard.scan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lists that come in the jar: one entry a line, {@code #} for comments. */
public final class Resources {

    private static final String FOLDER = "/dev/sluice/plugins/guard/";

    private Resources() {}

    /**
     * Reads a list.
     *
     * @param name of the file
     * @return its lines, without comments and empty ones
     */
    public static List<String> lines(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /**
     * Reads a file.
     *
     * @param name of the file
     * @return all of it
     */
    public static byte[] bytes(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("Expected " + name + " in the plugin's jar, found none");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
