package dev.sluice.plugins.retrieve.index;

import java.io.IOException;
import java.nio.file.Path;

/** There is a snapshot of that name already. */
public final class NameTakenException extends IOException {

    private static final long serialVersionUID = 1L;

    NameTakenException(Path snapshot) {
        super("expected a new name, found a snapshot '" + snapshot.getFileName() + "': take another name");
    }
}
