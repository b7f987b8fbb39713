package dev.sluice.plugins.retrieve.index;

import java.nio.file.Path;

/** An index that was made with another schema, language or embedder than the config says. */
public final class IndexMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private IndexMismatchException(String message) {
        super(message);
    }

    static IndexMismatchException of(String key, String expected, String found, Path folder) {
        return new IndexMismatchException("expected an index whose " + key + " is " + expected + ", found " + found
                + ": set the config back, or stop the proxy and run 'sluice index " + folder.getFileName()
                + " --rebuild', which makes it anew of the texts that it holds");
    }

    static IndexMismatchException schema(int expected, String found, Path folder) {
        return new IndexMismatchException("expected an index of schema " + expected + ", found " + found
                + ", which another version of this plugin wrote: go back to that version, or remove " + folder
                + " and let it be filled again");
    }
}
