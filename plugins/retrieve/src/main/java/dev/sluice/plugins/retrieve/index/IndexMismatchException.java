package dev.sluice.plugins.retrieve.index;

/** An index that was made with another schema, language or embedder than the config says. */
public final class IndexMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IndexMismatchException(String key, String expected, String found) {
        super("expected an index whose " + key + " is " + expected + ", found " + found
                + ": set the config back, or set rebuild to true to have it made again of the texts that it holds");
    }
}
