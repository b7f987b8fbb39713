package dev.sluice.plugins.retrieve.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts CSV into its rows. A line break does not end one within a field in quotes (RFC 4180), which begin a field and are doubled within it. Quotes
 * that are not closed, as an inch is not, are quotes of no field: then each line is a row.
 */
final class Rows {

    private static final String SEPARATORS = ",;\t";

    private Rows() {}

    static List<String> of(String text) {
        List<String> rows = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = end(text, at);
            rows.add(text.substring(at, end));
            at = end + (text.startsWith("\r\n", end) ? 2 : 1);
        }
        return rows;
    }

    private static int end(String text, int start) {
        boolean begins = true;
        for (int at = start; at < text.length(); at++) {
            char one = text.charAt(at);
            if (isBreak(one)) {
                return at;
            }
            int closed = begins && one == '"' ? closed(text, at) : -1;
            begins = closed < 0 && SEPARATORS.indexOf(one) >= 0;
            at = Math.max(at, closed);
        }
        return text.length();
    }

    /** Where a field in quotes ends with its quote; -1 if it does not. */
    private static int closed(String text, int open) {
        for (int at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 2)) {
            if (!text.startsWith("\"", at + 1)) {
                boolean ends = at + 1 == text.length()
                        || isBreak(text.charAt(at + 1))
                        || SEPARATORS.indexOf(text.charAt(at + 1)) >= 0;
                return ends ? at : -1;
            }
        }
        return -1;
    }

    private static boolean isBreak(char one) {
        return one == '\n' || one == '\r';
    }
}
