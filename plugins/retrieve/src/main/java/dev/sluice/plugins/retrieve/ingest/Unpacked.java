package dev.sluice.plugins.retrieve.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * What a document unpacks to, found out by unpacking it piece by piece and keeping nothing, before a parser holds it as a whole: a hundred kilobytes
 * can unpack to a hundred megabytes, and these to a tree that is larger than the heap. Archives within are looked at, too.
 */
final class Unpacked {

    /** What a tree of XML takes, beside text that passes. */
    private static final int TREE = 8;

    /** Memory that an element or a group of a format that is not packed may take. */
    private static final int ELEMENT = 1_024;

    private static final int HEAP_SHARE = 16;
    private static final int DEEPEST = 4;
    private static final int MOST_ENTRIES = 10_000;

    /** Beyond this, an entry must not unpack to more than a hundred times its size, which text never does. */
    private static final int SMALL = 1 << 20;

    private static final int MOST_TIMES = 100;

    /** Streams of a PDF are unpacked one after the other: each may be as large as an archive; all of them cost time alone. */
    private static final int MOST_WORK = 64;

    private static final int HEAD = 8;
    private static final int PIECE = 8_192;

    /** Parts that parsers read as they pass. Of any other part that is XML they make a tree. */
    private static final Pattern PASSING = Pattern.compile(
            "(?:.*/)?(?:document|footnotes|endnotes|comments|header|footer|sheet|sharedStrings|slide|notesSlide|content)\\d*\\.xml"
                    + "|.*\\.x?html?",
            Pattern.CASE_INSENSITIVE);

    private final long room;
    private final long heap;
    private long size;
    private long worked;

    private Unpacked(long heap) {
        this.heap = heap;
        this.room = heap / HEAP_SHARE;
    }

    /**
     * Looks at a document.
     *
     * @param bytes all of it
     * @param heap bytes that the process has
     * @return what it takes of that
     * @throws UnreadableException if that is too much
     */
    static Room of(byte[] bytes, long heap) throws UnreadableException {
        Unpacked unpacked = new Unpacked(heap);
        unpacked.look(bytes, 0);
        boolean tree = unpacked.size * TREE <= unpacked.room;
        long taken = bytes.length + unpacked.size * (tree ? TREE : 1);
        return new Room(Math.min(1, (double) taken / unpacked.room), tree);
    }

    /**
     * What reading a document takes.
     *
     * @param share of the room that one document has, 0 to 1
     * @param tree whether the room is enough for a tree of all of it
     */
    record Room(double share, boolean tree) {}

    private void look(byte[] bytes, int depth) throws UnreadableException {
        if (depth > DEEPEST) {
            throw tooMuch("archives within archives");
        }
        Format format = Format.of(bytes);
        if (format == Format.ZIP || Format.endsAsZip(bytes)) {
            archive(bytes, depth);
        }
        if (format == Format.PDF || format == Format.OLE) {
            streams(bytes, depth);
        } else if (format == Format.OTHER) {
            elements(bytes);
        }
    }

    /** By its list of entries, as most read it, and from its start to its end, as the others do: what they find need not be the same. */
    private void archive(byte[] bytes, int depth) throws UnreadableException {
        if (Format.entries(bytes, MOST_ENTRIES) > MOST_ENTRIES) {
            throw tooMuch("more than " + MOST_ENTRIES + " entries");
        }
        long before = size;
        listed(bytes, depth);
        long listed = size;
        size = before;
        passing(bytes, depth);
        size = Math.max(size, listed);
    }

    private void listed(byte[] bytes, int depth) throws UnreadableException {
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get()) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntries();
            while (entries.hasMoreElements()) {
                ZipArchiveEntry entry = entries.nextElement();
                if (zip.canReadEntryData(entry)) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        entry(entry, in, entry::getCompressedSize, depth);
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return; // Who reads it finds the same, and says so.
        }
    }

    private void passing(byte[] bytes, int depth) throws UnreadableException {
        try (ZipArchiveInputStream in =
                new ZipArchiveInputStream(new ByteArrayInputStream(bytes), "UTF-8", false, true)) {
            for (ZipArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (in.canReadEntryData(entry)) {
                    entry(entry, in, in::getCompressedCount, depth);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return; // As above.
        }
    }

    private void entry(ZipArchiveEntry entry, InputStream in, LongSupplier packed, int depth)
            throws IOException, UnreadableException {
        byte[] head = in.readNBytes(HEAD);
        boolean markup = Format.of(head) == Format.OTHER && Format.isMarkup(head);
        int weight = markup && !PASSING.matcher(entry.getName()).matches() ? TREE : 1;
        part(new Part(head, weight, !markup, packed), in, depth);
    }

    /**
     * What is known of one part.
     *
     * @param head its first bytes
     * @param weight how much each byte counts
     * @param spares whether only what it has beyond its packed size counts: pictures, above all, are no more than the file has
     * @param packed its packed size, at the end at the latest
     */
    @SuppressWarnings("ArrayRecordComponent") // A few bytes; parts are never compared.
    private record Part(byte[] head, int weight, boolean spares, LongSupplier packed) {}

    private void part(Part part, InputStream in, int depth) throws UnreadableException {
        boolean again = Format.isZlib(part.head, 0);
        boolean keeps = again || Format.of(part.head) != Format.OTHER;
        ByteArrayOutputStream within = new ByteArrayOutputStream();
        try {
            count(part, new SequenceInputStream(new ByteArrayInputStream(part.head), in), keeps ? within : null);
        } catch (IOException e) {
            // It ends in the middle, or is none: what came out counts.
        }
        if (again && depth < DEEPEST) {
            inflated(within.toByteArray(), 0, new Inflater(), depth + 1);
        } else if (keeps) {
            look(within.toByteArray(), depth + 1);
        }
    }

    private void count(Part part, InputStream in, @Nullable OutputStream within)
            throws IOException, UnreadableException {
        long before = size;
        long unpacked = 0;
        byte[] piece = new byte[PIECE];
        for (int more = in.read(piece); more >= 0; more = in.read(piece)) {
            unpacked += more;
            worked += more;
            long packed = part.packed.getAsLong();
            size = before + Math.max(0, unpacked - (part.spares ? packed : 0)) * part.weight;
            check(unpacked, Math.max(SMALL, MOST_TIMES * packed));
            if (within != null) {
                within.write(piece, 0, more);
            }
        }
    }

    private void check(long unpacked, long most) throws UnreadableException {
        if (size > room || worked > room * MOST_WORK) {
            throw tooMuch("more");
        }
        if (unpacked > most) {
            throw tooMuch("more than a hundred times what a part of it is");
        }
    }

    /** What is packed anywhere in a file that is no archive, each by itself: of a PDF its streams, of an old Office file its pictures. */
    private void streams(byte[] bytes, int depth) throws UnreadableException {
        long before = size;
        long largest = 0;
        Inflater inflater = new Inflater();
        try {
            for (int at = 0; at + 1 < bytes.length; at++) {
                if (Format.isZlib(bytes, at)) {
                    inflater.reset();
                    size = before;
                    inflated(bytes, at, inflater, depth);
                    largest = Math.max(largest, size - before);
                    at += inflater.finished() ? (int) inflater.getBytesRead() - 1 : 0;
                }
            }
        } finally {
            inflater.end();
        }
        size = before + largest;
    }

    private void inflated(byte[] bytes, int at, Inflater inflater, int depth) throws UnreadableException {
        try {
            InputStream in =
                    new InflaterInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at), inflater, PIECE);
            part(new Part(in.readNBytes(HEAD), 1, false, () -> bytes.length), in, depth);
        } catch (IOException e) {
            return; // It was none.
        }
    }

    private void elements(byte[] bytes) throws UnreadableException {
        long elements = 0;
        for (byte one : bytes) {
            elements += one == '<' || one == '{' ? 1 : 0;
        }
        if (elements > heap / ELEMENT) {
            throw new UnreadableException("expected a document of at most " + heap / ELEMENT
                    + " elements, found one of " + elements + ": cut it up, or give the process a larger heap");
        }
    }

    private UnreadableException tooMuch(String found) {
        return new UnreadableException("expected a document that unpacks to at most " + (room >> 20)
                + " MiB, a sixteenth of the heap, found " + found
                + ": cut it up, export it as text, or give the process a larger heap");
    }
}
