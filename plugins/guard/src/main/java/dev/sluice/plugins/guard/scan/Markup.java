package dev.sluice.plugins.guard.scan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Follows the markup of a text far enough to know what a client that shows it fetches unasked: images of Markdown (CommonMark 0.31),
 * inline or by reference, and what a tag of HTML names, but for links. Where markup can be read in two ways, it is read in the one that
 * fetches. Bounded, whatever the text.
 */
final class Markup {

    /** What an address is to a client that shows the text. */
    enum Place {
        /** Words, of which one may be an address. */
        WORDS,
        /** Where a link leads. */
        LINK,
        /** What an image shows. */
        IMAGE,
        /** What links and images lead to that refer to it. */
        DEFINITION,
        /** Something in a tag that fetches. */
        TAG
    }

    /** Takes images that show what is defined elsewhere. */
    @FunctionalInterface
    interface References {

        /** Takes one: its label, empty if it may be any, and where the image begins (-1 if that is too long ago) and ends. */
        void image(String label, long start, long end);
    }

    private static final int MOST_OPEN = 64;
    private static final int LONGEST_LABEL = 999; // CommonMark's.

    private record Bracket(boolean image, boolean beginsLine) {}

    private final References references;
    private final Tag tag = new Tag();
    private final Deque<Bracket> open = new ArrayDeque<>(2);
    private final StringBuilder label = new StringBuilder();
    private Place next = Place.WORDS;
    private @Nullable Bracket closed; // By the character before.
    private int images; // Of those that are open.
    private int pending; // Images that have begun, and show nothing yet.
    private boolean murky; // Code or a tag stands in an image, whose brackets may not count: all is read as images.
    private boolean refers; // The bracket that is open has the label of what the image before it shows.
    private long imageAt = -1;
    private char before = '\n';
    private boolean escaped;
    private boolean blank = true; // The line, as far as it has come.
    private boolean begins = true; // The line, but for marks of quotes and lists.

    Markup(References references) {
        this.references = references;
    }

    /** What an address is that begins with the next character. */
    Place place() {
        return tag.fetches() ? Place.TAG : next;
    }

    /** The label of the definition whose address comes. */
    String label() {
        return label.toString().strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    /** Where the image begins that is open; -1 if none is, or it began too long ago. */
    long imageAt() {
        return imageAt;
    }

    /** Whether an image begins with the last character, if a bracket follows. */
    boolean mayBeginImage() {
        return before == '!';
    }

    /** The image has become too long to be taken out whole. */
    void forgetImage() {
        imageAt = -1;
    }

    /** The address that was expected has come, or will not come. */
    void arrived() {
        if (next == Place.IMAGE) {
            complete();
        }
        next = Place.WORDS;
    }

    void take(char c, long at) {
        boolean plain = escaped;
        escaped = c == '\\' && !plain;
        boolean inTag = tag.take(c);
        if (!inTag && !plain) {
            bracket(c, at);
        }
        line(c);
        before = plain ? ' ' : c;
    }

    void end(long at) {
        bracket(' ', at);
    }

    private void bracket(char c, long at) {
        Bracket behind = closed;
        closed = null;
        boolean image = behind != null && (behind.image || murky);
        if (image && c != '(' && c != '[') {
            refer(at); // What is in its brackets is the label, if it is one.
        }
        switch (c) {
            case '(' -> next = behind == null ? next : image ? Place.IMAGE : Place.LINK;
            case ':' -> next = behind != null && behind.beginsLine ? Place.DEFINITION : next;
            case '[' -> open(at, image);
            case ']' -> close(at);
            case '<', '`' -> murky |= pending > 0;
            default -> {
                if (!open.isEmpty() && label.length() < LONGEST_LABEL) {
                    label.append(c);
                }
            }
        }
    }

    private void open(long at, boolean reference) {
        boolean image = before == '!' && !reference;
        refers = reference;
        label.setLength(0);
        if (image) {
            pending++;
            images++;
            imageAt = imageAt < 0 ? at - 1 : imageAt;
        }
        if (open.size() < MOST_OPEN) {
            open.push(new Bracket(image, begins));
        } else {
            murky = true;
        }
    }

    private void close(long at) {
        Bracket bracket = open.poll();
        closed = bracket == null ? new Bracket(false, false) : bracket;
        images -= bracket != null && bracket.image ? 1 : 0;
        if (refers) {
            refers = false;
            closed = null;
            refer(at + 1);
        }
    }

    private void refer(long end) {
        references.image(label(), imageAt, end);
        complete();
    }

    private void complete() {
        pending -= murky || pending == 0 ? 0 : 1;
        imageAt = images == 0 ? -1 : imageAt;
    }

    /** An empty line ends a paragraph, and all that is open in it. */
    private void line(char c) {
        if (c != '\n') {
            blank &= " \t\r".indexOf(c) >= 0;
            begins &= " \t\r>-*+".indexOf(c) >= 0;
            return;
        }
        if (blank) {
            open.clear();
            images = 0;
            pending = 0;
            murky = false;
            refers = false;
            imageAt = -1;
            next = Place.WORDS;
            tag.end();
        }
        blank = true;
        begins = true;
    }

    /** A tag of HTML. */
    private static final class Tag {

        private static final int LONGEST_NAME = 32;

        private final StringBuilder name = new StringBuilder(8);
        private boolean open;
        private boolean named;
        private char quote;
        private char mark = ' '; // The last character that was no space.

        /** Links are fetched by who follows them. */
        boolean fetches() {
            return open && named && !(name.length() == 1 && name.charAt(0) == 'a');
        }

        /** Whether a character belongs to a tag, and to nothing else. */
        boolean take(char c) {
            if (!open) {
                begin(c);
                return false;
            }
            if (!named) {
                return named(c);
            }
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (mark == '=' && (c == '"' || c == '\'')) {
                quote = c;
            }
            open = quote != 0 || c != '>';
            mark = c <= ' ' ? mark : c;
            return true;
        }

        void end() {
            open = false;
        }

        private void begin(char c) {
            if (c == '<') {
                open = true;
                named = false;
                quote = 0;
                mark = ' ';
                name.setLength(0);
            }
        }

        /** Only letters begin a name; behind one, a colon or the like makes an address in brackets of it. */
        private boolean named(char c) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (letter || (!name.isEmpty() && c >= '0' && c <= '9')) {
                name.append((char) (c | 0x20));
                open = name.length() < LONGEST_NAME;
            } else {
                named = true;
                open = !name.isEmpty() && ":@.>".indexOf(c) < 0;
            }
            return open;
        }
    }
}
