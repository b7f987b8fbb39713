package dev.sluice.proxy.exchange.http1;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A reply's head, read (RFC 9112, sections 4 to 6).
 *
 * @param status three digits
 * @param fields values in Latin-1, without the blanks around them; lines that were folded are one
 * @param framing how the body ends, if it has one
 * @param length of the body where the framing says so
 * @param persistent whether another request may follow
 * @param idle seconds after which the provider closes the connection, as it says; -1 if it does not
 */
record Head(int status, MultiMap fields, Framing framing, long length, boolean persistent, int idle) {

    private static final int STATUS_LINE = 12;
    private static final int LOWEST = 100;

    /** How a body ends. */
    enum Framing {
        LENGTH,
        CHUNKS,
        CLOSE
    }

    /** Whether another reply follows for the same request. */
    boolean isInterim() {
        return status >= 100 && status < 200 && status != 101;
    }

    static Head of(Section section) {
        byte[] bytes = section.bytes();
        int end = section.lineEnd(0);
        boolean persistent = isPersistentVersion(bytes, end);
        Fields fields = new Fields(bytes);
        int status = status(bytes, end);
        for (int at = end + 2; bytes[at] != '\r'; at = end + 2) {
            end = section.lineEnd(at);
            fields.line(at, end);
        }
        return fields.head(status, persistent);
    }

    private static boolean isPersistentVersion(byte[] bytes, int end) {
        String version = end < STATUS_LINE ? "" : new String(bytes, 0, 9, StandardCharsets.ISO_8859_1);
        return switch (version) {
            case "HTTP/1.1 " -> true;
            case "HTTP/1.0 " -> false;
            default -> throw new MalformedReply("no status line of HTTP/1.1");
        };
    }

    private static int status(byte[] bytes, int end) {
        int status = 0;
        for (int at = 9; at < STATUS_LINE; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                throw new MalformedReply("a status that is no number");
            }
            status = 10 * status + digit;
        }
        if (status < LOWEST || (end > STATUS_LINE && bytes[STATUS_LINE] != ' ')) {
            throw new MalformedReply("a status that is none");
        }
        return status;
    }

    /** The fields, as their lines come. */
    private static final class Fields {

        private final byte[] bytes;
        private final MultiMap all = MultiMap.caseInsensitiveMultiMap();
        private @Nullable String name;
        private String value = "";
        private long length = -1;
        private boolean chunked;
        private @Nullable Boolean persistent;
        private int idle = -1;

        Fields(byte[] bytes) {
            this.bytes = bytes;
        }

        void line(int from, int end) {
            if (isBlank(bytes[from])) {
                if (name == null) {
                    throw new MalformedReply("a head that begins with a folded line");
                }
                value = (value + ' ' + value(from, end)).strip();
                return;
            }
            add();
            int colon = from;
            while (colon < end && isToken(bytes[colon])) {
                colon++;
            }
            if (colon == from || colon == end || bytes[colon] != ':') {
                throw new MalformedReply("a field without a name");
            }
            name = new String(bytes, from, colon - from, StandardCharsets.ISO_8859_1);
            value = value(colon + 1, end);
        }

        Head head(int status, boolean byVersion) {
            add();
            boolean stays = persistent == null ? byVersion : persistent;
            if (chunked) {
                // With a length beside it somebody on the way may have taken the one for the other (RFC 9112, section
                // 6.3).
                return new Head(status, all, Framing.CHUNKS, 0, stays && length < 0, idle);
            }
            return length >= 0
                    ? new Head(status, all, Framing.LENGTH, length, stays, idle)
                    : new Head(status, all, Framing.CLOSE, 0, stays, idle);
        }

        private void add() {
            String complete = name;
            if (complete != null) {
                all.add(complete, value);
                note(complete);
            }
        }

        private void note(String field) {
            switch (field.length()) {
                case 10 -> {
                    if (field.equalsIgnoreCase("connection")) {
                        connection();
                    } else if (field.equalsIgnoreCase("keep-alive")) {
                        keepAlive();
                    }
                }
                case 14 -> {
                    if (field.equalsIgnoreCase("content-length")) {
                        length();
                    }
                }
                case 17 -> {
                    if (field.equalsIgnoreCase("transfer-encoding")) {
                        transferEncoding();
                    }
                }
                default -> {}
            }
        }

        private void connection() {
            for (String option : value.split(",", -1)) {
                if (option.strip().equalsIgnoreCase("close")) {
                    persistent = false;
                } else if (persistent == null && option.strip().equalsIgnoreCase("keep-alive")) {
                    persistent = true;
                }
            }
        }

        private void keepAlive() {
            for (String parameter : value.split(",", -1)) {
                String[] pair = parameter.strip().split("=", 2);
                if (pair.length == 2
                        && pair[0].equalsIgnoreCase("timeout")
                        && pair[1].length() <= 6
                        && isNumber(pair[1])) {
                    idle = Integer.parseInt(pair[1]);
                }
            }
        }

        /** Several that agree are one (RFC 9110, section 8.6). */
        private void length() {
            for (String one : value.split(",", -1)) {
                String digits = one.strip();
                if (!isNumber(digits) || digits.length() > 18) {
                    throw new MalformedReply("a length that is no number");
                }
                long said = Long.parseLong(digits);
                if (length >= 0 && length != said) {
                    throw new MalformedReply("two lengths");
                }
                length = said;
            }
        }

        private void transferEncoding() {
            if (chunked || !value.equalsIgnoreCase("chunked")) {
                throw new MalformedReply("a transfer coding that nobody asked for");
            }
            chunked = true;
        }

        private String value(int from, int end) {
            int first = from;
            while (first < end && isBlank(bytes[first])) {
                first++;
            }
            int last = end;
            while (last > first && isBlank(bytes[last - 1])) {
                last--;
            }
            for (int at = first; at < last; at++) {
                byte one = bytes[at];
                if ((one >= 0 && one < ' ' && one != '\t') || one == 0x7F) {
                    throw new MalformedReply("a control character in a field");
                }
            }
            return new String(bytes, first, last - first, StandardCharsets.ISO_8859_1);
        }

        private static boolean isNumber(String text) {
            return !text.isEmpty() && text.chars().allMatch(one -> one >= '0' && one <= '9');
        }

        private static boolean isBlank(byte one) {
            return one == ' ' || one == '\t';
        }
    }

    private static boolean isToken(byte one) {
        return one > 0 && Tokens.isToken((char) one);
    }
}
