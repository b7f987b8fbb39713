package dev.sluice.plugins.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;

/** Compresses files that are closed and deletes the oldest. Its failures are logged: records come first. */
final class Retention {

    private final Path folder;
    private final RecordConfig.Files config;
    private final Logger logger;

    Retention(Path folder, RecordConfig.Files config, Logger logger) {
        this.folder = folder;
        this.config = config;
        this.logger = logger;
    }

    /** A file is full: nobody writes to it any more. */
    void closed(Path file) {
        if (!config.compress()) {
            return;
        }
        try {
            compress(file);
        } catch (IOException e) {
            logger.atWarn().setCause(e).log("{} could not be compressed; it stays as it is", file);
        }
    }

    /** A file was begun: there may be one too many. */
    void opened(Path current) {
        try {
            List<Path> newestFirst = files();
            long size = 0;
            for (int i = 0; i < newestFirst.size(); i++) {
                Path file = newestFirst.get(i);
                size += Files.size(file);
                if (!file.equals(current)
                        && (i >= config.keep() || size > config.keepSize().bytes())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            logger.atWarn().setCause(e).log("Old records in {} could not be deleted; the disk may fill up", folder);
        }
    }

    /** Where a file is found once it is compressed. */
    static Path compressed(Path file) {
        return file.resolveSibling(file.getFileName() + ".gz");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Retention::isOurs)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static boolean isOurs(Path file) {
        return String.valueOf(file.getFileName())
                .matches("record-\\d{8}T\\d{6}\\.\\d{3}Z-\\d{4}\\.jsonl(\\.gz)?(\\.part)?");
    }

    /** Under another name until it is whole, so that a crash leaves the original. */
    private static void compress(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".gz.part");
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(part))) {
            in.transferTo(out);
        }
        Files.move(part, compressed(file), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(file);
    }
}
