package dev.sluice.plugins.retrieve;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where copies of a collection lie: beside it, each in a folder of its own. */
final class Snapshots {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private Snapshots() {}

    static Path folder(Path collection, String name) {
        if (!NAME.matcher(name).matches()) {
            throw CallError.of(
                    Category.INVALID_REQUEST,
                    "invalid_name",
                    "Expected a snapshot's name of letters, digits, points and dashes, at most 100.");
        }
        return collection
                .resolveSibling(collection.getFileName() + ".snapshots")
                .resolve(name);
    }
}
