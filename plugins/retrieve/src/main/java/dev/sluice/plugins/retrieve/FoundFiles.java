package dev.sluice.plugins.retrieve;

import java.io.IOException;
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
import java.util.Objects;

/**
 * The files below a folder, links followed unless they lead out of it, hidden ones left out. What cannot be looked at (a folder without permission, a link that leads
 * back to where it stands) does not keep the others out.
 *
 * @param files by name
 * @param problems one line for each that could not be looked at
 * @param outside one line for each link that leads out of the folder: whoever may write there could else have any file read
 */
record FoundFiles(List<FoundFile> files, List<String> problems, List<String> outside) {

    /** Looks at a folder, or at one file. Names of files are relative to it; that of one file is its own. */
    static FoundFiles below(Path root) throws IOException {
        Collecting collecting = new Collecting(root, root.toRealPath());
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, collecting);
        collecting.files.sort(Comparator.comparing(FoundFile::name));
        return new FoundFiles(collecting.files, collecting.problems, collecting.outside);
    }

    private static final class Collecting extends SimpleFileVisitor<Path> {

        private final Path root;
        private final List<FoundFile> files = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final List<String> outside = new ArrayList<>();
        private final Path real;

        Collecting(Path root, Path real) {
            this.root = root;
            this.real = real;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            return hidden(folder) || leadsOut(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile() && !hidden(file) && !leadsOut(file)) {
                String name = file.equals(root)
                        ? Objects.toString(file.getFileName())
                        : root.relativize(file).toString().replace('\\', '/');
                files.add(new FoundFile(file, name, attributes.size(), attributes.lastModifiedTime()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (file.equals(root)) {
                throw failure;
            }
            problems.add("expected a file or a folder that can be read, found " + failure);
            return FileVisitResult.CONTINUE;
        }

        private boolean leadsOut(Path path) throws IOException {
            boolean out = Files.isSymbolicLink(path)
                    && !path.equals(root)
                    && !path.toRealPath().startsWith(real);
            if (out) {
                outside.add("expected a link within " + root + ", found " + path + ", which leads to "
                        + path.toRealPath() + ": name that path itself, or put a copy there");
            }
            return out;
        }

        private boolean hidden(Path path) {
            return !path.equals(root) && Objects.toString(path.getFileName()).startsWith(".");
        }
    }
}
