package dev.sluice.proxy.dialect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads request paths strictly, since what a filter does not recognise here, an upstream may still read as something else.
 *
 * <p>Refused are: dot segments, empty segments (so also a trailing slash), backslashes, path parameters ({@code ;}),
 * control characters, and escapes that are no UTF-8; each also when percent-encoded. An encoded slash stays inside its
 * segment, and only a model's name may have one.
 */
final class PathText {

    private PathText() {}

    /** The decoded segments of a path that begins with a slash; null if it is refused. */
    static @Nullable List<String> segments(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return null;
        }
        List<String> segments = new ArrayList<>();
        for (String raw : path.substring(1).split("/", -1)) {
            String segment = raw.indexOf('%') < 0 ? raw : decode(raw);
            if (segment == null || !isPlain(segment)) {
                return null;
            }
            segments.add(segment);
        }
        return segments;
    }

    private static boolean isPlain(String segment) {
        for (String part : segment.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return segment.chars()
                .noneMatch(c -> c == '\\' || c == ';' || c == '?' || c == '#' || Character.isISOControl(c));
    }

    private static @Nullable String decode(String raw) {
        byte[] from = raw.getBytes(StandardCharsets.UTF_8);
        ByteBuffer to = ByteBuffer.allocate(from.length);
        for (int at = 0; at < from.length; at++) {
            if (from[at] != '%') {
                to.put(from[at]);
                continue;
            }
            int octet = octet(from, at + 1);
            if (octet < 0) {
                return null;
            }
            to.put((byte) octet);
            at += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(to.flip()).toString();
        } catch (CharacterCodingException e) {
            return null; // Refused, as the caller is told.
        }
    }

    private static int octet(byte[] from, int at) {
        if (at + 1 >= from.length) {
            return -1;
        }
        int high = Character.digit(from[at], 16);
        int low = Character.digit(from[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
