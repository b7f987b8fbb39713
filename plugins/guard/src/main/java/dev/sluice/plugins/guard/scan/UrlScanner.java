package dev.sluice.plugins.guard.scan;

import dev.sluice.api.plugin.Checkpoint;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds addresses on the web: {@code scheme://host}, {@code //host} and {@code www.host}, and Markdown images whole, since a client that
 * shows one calls its address unasked.
 *
 * <p>An address ends where a reader would end it: at a space, quote or bracket, or after {@value #LONGEST} characters, which is
 * all that is held back.
 */
public final class UrlScanner implements Scanner {

    /** How many characters of an address are looked at. */
    public static final int LONGEST = 2048;

    private final Predicate<String> unwanted;
    private final boolean imagesOnly;
    private final StringBuilder open = new StringBuilder();
    private long at; // Of the first open character.
    private long consumed;

    /**
     * Makes one for one text.
     *
     * @param unwanted whether an address is one to find
     * @param imagesOnly whether links are left alone
     */
    public UrlScanner(Predicate<String> unwanted, boolean imagesOnly) {
        this.unwanted = unwanted;
        this.imagesOnly = imagesOnly;
    }

    @Override
    public void next(Piece piece, Consumer<Finding> found) {
        String raw = piece.raw();
        for (int i = 0; i < raw.length(); i++) {
            take(raw.charAt(i), piece.at() + i, found);
        }
        consumed = piece.end();
    }

    @Override
    public void end(Consumer<Finding> found) {
        close(consumed, found);
        consumed = EVERYTHING;
    }

    @Override
    public long clear() {
        return open.isEmpty() ? consumed : at;
    }

    /** Collects words: runs without space, and images, whose description may have some. */
    private void take(char c, long position, Consumer<Finding> found) {
        boolean inImage = isImage() && open.indexOf("](") < 0;
        if (open.length() >= LONGEST || (inImage ? c == '\n' : ends(c))) {
            close(position, found);
        }
        if (c == '!' && !open.isEmpty() && !inImage) {
            close(position, found);
        }
        if (!ends(c) || (isImage() && !open.isEmpty())) {
            if (open.isEmpty()) {
                at = position;
            }
            open.append(c);
        }
    }

    private boolean isImage() {
        return open.length() > 1 && open.charAt(0) == '!' && open.charAt(1) == '[';
    }

    private static boolean ends(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' || c == ')' || c == '\u00a0';
    }

    private void close(long end, Consumer<Finding> found) {
        Checkpoint.pass();
        boolean image = isImage() && open.indexOf("](") > 0;
        int begin = image ? open.indexOf("](") + 2 : address();
        if (begin >= 0 && (image || !imagesOnly) && unwanted.test(open.substring(begin))) {
            found.accept(Finding.sure(at + (image ? 0 : begin), end, image ? "image" : "link"));
        }
        open.setLength(0);
    }

    /** Where in the open word an address begins; -1 if none does. */
    private int address() {
        int scheme = open.indexOf("://");
        if (scheme > 0) {
            int begin = scheme;
            while (begin > 0 && Character.isLetterOrDigit(open.charAt(begin - 1))) {
                begin--;
            }
            return begin;
        }
        return Math.max(open.indexOf("www."), open.indexOf("//"));
    }
}
