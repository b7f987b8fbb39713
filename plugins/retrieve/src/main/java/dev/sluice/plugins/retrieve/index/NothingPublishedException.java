package dev.sluice.plugins.retrieve.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** There is nothing where another process should publish; its message says to a person where, and what to do. */
public final class NothingPublishedException extends IOException {

    private static final long serialVersionUID = 1L;

    private NothingPublishedException(String message) {
        super(message);
    }

    static NothingPublishedException in(Path place) {
        return new NothingPublishedException("expected what another Sluice publishes in " + place + ", found "
                + (Files.isDirectory(place) ? "nothing there" : "no such folder")
                + ": mount it where it should be, correct follow, or start the Sluice that publishes there");
    }
}
