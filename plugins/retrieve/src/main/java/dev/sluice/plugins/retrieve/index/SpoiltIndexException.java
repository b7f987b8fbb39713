package dev.sluice.plugins.retrieve.index;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.util.Version;

/** Files of an index are missing, not what was written, or of another Lucene; its message says to a person of which, and what to do. */
public final class SpoiltIndexException extends IOException {

    private static final long serialVersionUID = 1L;

    private SpoiltIndexException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * What is to be thrown where an index could not be read.
     *
     * @param folder the index's, named as its collection
     * @param failure why
     * @return {@code failure} itself where that is something else
     */
    static IOException of(Path folder, IOException failure) {
        if (failure instanceof IndexFormatTooNewException || failure instanceof IndexFormatTooOldException) {
            return new SpoiltIndexException(
                    "expected the index of the collection '" + folder.getFileName() + "' in " + folder
                            + " to be of a version of Lucene that is read here, with " + Version.LATEST
                            + ", found that " + (failure instanceof IndexFormatTooNewException ? "a newer" : "an older")
                            + " one wrote it: go back to the version of Sluice that did, or empty that folder and bring"
                            + " the documents again",
                    failure);
        }
        boolean spoilt = failure instanceof CorruptIndexException
                || failure instanceof EOFException
                || failure instanceof FileNotFoundException
                || failure instanceof NoSuchFileException;
        return spoilt
                ? new SpoiltIndexException(
                        "expected the index of the collection '" + folder.getFileName() + "' to be whole in " + folder
                                + ", found that files are missing or spoilt (" + failure.getMessage()
                                + "): empty that folder, then copy the files of a snapshot into it (" + folder
                                + ".snapshots), or bring the documents again",
                        failure)
                : failure;
    }
}
