package dev.sluice.plugins.retrieve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files that a command line names, each once, with the ids that they will have. */
final class Selection {

    private final Map<String, FoundFile> files = new LinkedHashMap<>();
    private final List<Report> problems = new ArrayList<>();

    /** A file or a folder; an id begins with its last name, so that it does not depend on where the command is given. */
    void add(Path path) throws IOException {
        Path root = path.toRealPath();
        FoundFiles found = FoundFiles.below(root);
        String name = Objects.toString(root.getFileName(), "");
        for (FoundFile file : found.files()) {
            add(file.path().equals(root) || name.isEmpty() ? file.name() : name + "/" + file.name(), file);
        }
        found.links().forEach(problem -> problems.add(Report.failed(path.toString(), problem)));
        found.unseen().values().forEach(problem -> problems.add(Report.failed(path.toString(), problem)));
    }

    private void add(String id, FoundFile file) {
        FoundFile other = files.putIfAbsent(id, file);
        if (other != null && !other.path().equals(file.path())) {
            problems.add(Report.failed(
                    id,
                    "expected one file of this id, found " + other.path() + " and " + file.path()
                            + ": name a folder that is above both, or take them in one after the other"));
        }
    }

    /** By id. */
    Map<String, FoundFile> files() {
        return files;
    }

    /** What could not be looked at, or has an id that another file has. */
    List<Report> problems() {
        return problems;
    }

    long bytes() {
        return files.values().stream().mapToLong(FoundFile::size).sum();
    }
}
