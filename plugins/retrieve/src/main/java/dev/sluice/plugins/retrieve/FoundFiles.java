package dev.sluice.plugins.retrieve;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files below a folder, links followed unless they lead out of it or back, hidden ones left out. What cannot be looked at (a folder without permission, say) does not
 * keep the others out.
 *
 * @param files by name
 * @param unseen what could not be looked at: one line for each, by its name; there may be files in it
 * @param links one line for each link that is not followed: one that leads out of the folder, since whoever may write there could else have any file read, or back to
 *     where it stands
 */
record FoundFiles(List<FoundFile> files, Map<String, String> unseen, List<String> links) {

    /** Looks at a folder, or at one file. Names of files are relative to it; that of one file is its own. */
    static FoundFiles below(Path root) throws IOException {
        Collecting collecting = new Collecting(root, root.toRealPath());
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, collecting);
        collecting.files.sort(Comparator.comparing(FoundFile::name));
        return new FoundFiles(collecting.files, collecting.unseen, collecting.links);
    }

    /** Whether a file may be there though it was not found. */
    boolean mayHide(String name) {
        return unseen.keySet().stream().anyMatch(part -> name.equals(part) || name.startsWith(part + "/"));
    }

    private static final class Collecting extends SimpleFileVisitor<Path> {

        private final Path root;
        private final List<FoundFile> files = new ArrayList<>();
        private final Map<String, String> unseen = new TreeMap<>();
        private final List<String> links = new ArrayList<>();
        private final Path real;

        Collecting(Path root, Path real) {
            this.root = root;
            this.real = real;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return hidden(folder) || leadsOut(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !hidden(file) && !leadsOut(file)) {
                files.add(new FoundFile(file, name(file), attributes.size(), attributes.lastModifiedTime()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (file.equals(root)) {
                throw failure;
            }
            if (hidden(file)) {
                return FileVisitResult.CONTINUE;
            }
            if (failure instanceof FileSystemLoopException) {
                links.add("expected a link that does not lead back, found " + file
                        + ", which leads to a folder that it stands in: remove it");
            } else {
                notSeen(file, failure);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                return visitFileFailed(folder, failure);
            }
            return FileVisitResult.CONTINUE;
        }

        private void notSeen(Path path, IOException failure) {
            unseen.put(name(path), "expected a file or a folder that can be read, found " + Reason.of(failure));
        }

        private String name(Path path) {
            return path.equals(root)
                    ? Objects.toString(path.getFileName())
                    : root.relativize(path).toString().replace('\\', '/');
        }

        private boolean leadsOut(Path path) {
            if (!Files.isSymbolicLink(path) || path.equals(root)) {
                return false;
            }
            try {
                Path target = path.toRealPath();
                if (target.startsWith(real)) {
                    return false;
                }
                links.add("expected a link within " + root + ", found " + path + ", which leads to " + target
                        + ": name that path itself, or put a copy there");
            } catch (IOException e) { // It has changed meanwhile.
                notSeen(path, e);
            }
            return true;
        }

        private boolean hidden(Path path) {
            return !path.equals(root) && Objects.toString(path.getFileName()).startsWith(".");
        }
    }
}
