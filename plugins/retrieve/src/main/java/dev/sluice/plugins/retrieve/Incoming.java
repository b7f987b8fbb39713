package dev.sluice.plugins.retrieve;

import dev.sluice.plugins.retrieve.index.Document;
import dev.sluice.plugins.retrieve.ingest.DocumentReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A document that came in, unread.
 *
 * @param document what came with it
 * @param name its file's name, by which its format is told
 * @param mediaType null if it is not known
 * @param bytes all of it
 */
@SuppressWarnings("ArrayRecordComponent") // Large, and never compared: a copy would be one too many.
record Incoming(Document document, String name, @Nullable String mediaType, byte[] bytes) {

    /**
     * Of all that the index keeps of it: what has the same hash need not be read again.
     *
     * @param madeWith how it is cut; not what the index is made with, which may be made anew of what it holds
     */
    String hash(String madeWith) {
        Document known = document;
        String header = String.join(
                "\u0000",
                madeWith,
                known.id(),
                known.title(),
                known.url(),
                String.valueOf(known.time()),
                known.access().tenant(),
                new TreeSet<>(known.access().labels()).toString(),
                new TreeMap<>(known.metadata()).toString(),
                String.valueOf(mediaType) + otherwise());
        MessageDigest digest = sha256();
        digest.update(header.getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** How it is read, unless its id tells that: with another name or type the same bytes say something else. */
    private String otherwise() {
        String kind = DocumentReader.kind(name, mediaType);
        return kind.equals(DocumentReader.kind(document.id(), null)) ? "" : "/" + kind;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
