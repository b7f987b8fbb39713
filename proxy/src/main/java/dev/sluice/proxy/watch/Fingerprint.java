package dev.sluice.proxy.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What some files looked like at one moment: a word for each, by path. Two that are equal mean that nothing has changed.
 *
 * @param files a folder stands for the files directly in it; what is not there is left out
 */
record Fingerprint(Map<Path, String> files) {

    /** Cheap: where a path leads (a swapped link leads elsewhere), which file that is, its size and time. */
    static Fingerprint ofState(List<Path> paths) {
        return of(paths, Fingerprint::state);
    }

    /** Costly: a hash of the content. */
    static Fingerprint ofContent(List<Path> paths) {
        return of(paths, Fingerprint::content);
    }

    /** Of these files and others; what is in both stays as it is here. */
    Fingerprint and(Fingerprint other) {
        Map<Path, String> all = new TreeMap<>(other.files);
        all.putAll(files);
        return new Fingerprint(all);
    }

    private static Fingerprint of(List<Path> paths, Describe describe) {
        Map<Path, String> files = new TreeMap<>();
        for (Path path : paths) {
            for (Path file : filesAt(path)) {
                try {
                    files.put(file, describe.describe(file));
                } catch (NoSuchFileException e) {
                    files.remove(file); // Gone between listing and looking.
                } catch (IOException e) {
                    files.put(file, "unreadable: " + e.getMessage());
                }
            }
        }
        return new Fingerprint(files);
    }

    private static List<Path> filesAt(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            return List.of(); // As good as empty, until it can be listed again.
        }
    }

    private static String state(Path file) throws IOException {
        Path real = file.toRealPath();
        BasicFileAttributes attributes =
                Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return real + " " + attributes.fileKey() + " " + attributes.size() + " " + attributes.lastModifiedTime();
    }

    private static String content(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @FunctionalInterface
    private interface Describe {
        String describe(Path file) throws IOException;
    }
}
