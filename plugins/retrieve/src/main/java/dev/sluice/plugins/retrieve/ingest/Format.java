package dev.sluice.plugins.retrieve.ingest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How files are packed, by their first bytes. */
enum Format {
    /** An archive, as documents of Office, OpenDocument and EPUB are. */
    ZIP,
    /** Has packed streams in it. */
    PDF,
    /** Office before 2007: has packed pictures in it. */
    OLE,
    /** Not packed. */
    OTHER;

    private static final int[] ZIP_HEAD = {'P', 'K', 3, 4};
    private static final int[] ZIP_LIST = {'P', 'K', 1, 2};
    private static final int[] ZIP_END = {'P', 'K', 5, 6};
    private static final int[] PDF_HEAD = {'%', 'P', 'D', 'F'};
    private static final int[] OLE_HEAD = {0xD0, 0xCF, 0x11, 0xE0};

    private static final Set<String> HTML_NAMES = Set.of("html", "htm");
    private static final List<String> HTML_HEADS = List.of("<html", "<!doctype html");

    /** White space may stand before it. */
    private static final int HTML_WITHIN = 256;

    /** A comment of 64 KiB may stand behind the end of an archive. */
    private static final int FARTHEST = 1 << 16;

    /** Some bytes may stand before a PDF. */
    private static final int PDF_WITHIN = 1_024;

    static Format of(byte[] bytes) {
        if (stands(ZIP_HEAD, bytes, 0)) {
            return ZIP;
        } else if (stands(OLE_HEAD, bytes, 0)) {
            return OLE;
        }
        for (int at = 0; at < Math.min(PDF_WITHIN, bytes.length); at++) {
            if (stands(PDF_HEAD, bytes, at)) {
                return PDF;
            }
        }
        return OTHER;
    }

    /** Whether an archive may end here, whatever stands before it. */
    static boolean endsAsZip(byte[] bytes) {
        for (int at = bytes.length - ZIP_END.length; at >= 0 && at > bytes.length - FARTHEST - 64; at--) {
            if (stands(ZIP_END, bytes, at)) {
                return true;
            }
        }
        return false;
    }

    /** How many entries an archive lists, or has; not counted far beyond {@code enough}. */
    static int entries(byte[] bytes, int enough) {
        int listed = 0;
        int there = 0;
        for (int at = 0; at < bytes.length && Math.max(listed, there) <= enough; at++) {
            if (bytes[at] == 'P') {
                listed += stands(ZIP_LIST, bytes, at) ? 1 : 0;
                there += stands(ZIP_HEAD, bytes, at) ? 1 : 0;
            }
        }
        return Math.max(listed, there);
    }

    /** Whether XML or HTML begins like this, in any of its encodings. */
    static boolean isMarkup(byte[] head) {
        for (byte one : head) {
            boolean before = one == 0 || Character.isWhitespace(one) || one < 0; // A mark of the byte order.
            if (!before) {
                return one == '<';
            }
        }
        return false;
    }

    /** Whether a document is HTML by its name and by how it begins, both. */
    static boolean isHtml(String name, byte[] bytes) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String head = new String(bytes, 0, Math.min(HTML_WITHIN, bytes.length), StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
        return HTML_NAMES.contains(ending) && HTML_HEADS.stream().anyMatch(head::startsWith);
    }

    /** Whether something packed by zlib may begin there. */
    static boolean isZlib(byte[] bytes, int at) {
        if (at + 2 > bytes.length) {
            return false;
        }
        int method = bytes[at] & 0xFF;
        return (method & 0x0F) == 8 && method <= 0x78 && ((method << 8) + (bytes[at + 1] & 0xFF)) % 31 == 0;
    }

    private static boolean stands(int[] mark, byte[] bytes, int at) {
        if (at + mark.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[at + i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
