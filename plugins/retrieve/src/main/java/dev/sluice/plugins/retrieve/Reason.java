package dev.sluice.plugins.retrieve;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What a failure says to a person. */
final class Reason {

    private Reason() {}

    /** What it says, or else what it is: of files, Java says no more than their names. */
    static String of(Throwable failure) {
        return switch (failure) {
            case AccessDeniedException e -> "no permission for " + e.getFile();
            case NoSuchFileException e -> "nothing at " + e.getFile();
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }
}
