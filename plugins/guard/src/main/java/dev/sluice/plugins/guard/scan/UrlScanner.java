package dev.sluice.plugins.guard.scan;

import dev.sluice.api.plugin.Checkpoint;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds addresses on the web: {@code scheme://host}, {@code //host} and {@code www.host}, where links lead, and what a client fetches
 * unasked (images of Markdown, tags of HTML).
 *
 * <p>An address ends where a reader would end it: at a space, quote or bracket, or after {@value #LONGEST} characters. So much is held
 * back at most, and as much of an image, since it is found whole.
 */
public final class UrlScanner implements Scanner {

    /** How many characters of an address, and of an image, are looked at. */
    public static final int LONGEST = 2048;

    private static final int MOST_LABELS = 256;
    private static final int LONGEST_SCHEME = 5;
    private static final String ENDS_WORD = "<>)\"'`|";
    private static final String ENDS_TARGET = "<>)";

    private final Predicate<String> unwanted;
    private final boolean imagesOnly;
    private final StringBuilder word = new StringBuilder();
    private final Set<String> shown = new HashSet<>(0); // Labels that images refer to.
    private final Set<String> defined = new HashSet<>(0); // Labels that stand for unwanted addresses.
    private final Markup markup;
    private Markup.Place place = Markup.Place.WORDS; // Of the word.
    private long at; // Of the word.
    private long run; // Of the letters at its end.
    private long mark =
            -1; // Of its first colon, dot or slash, or of the letters before that, if they begin an address.
    private long suspect = -1; // Of an address whose host ended with a character that a browser may read on from.
    private long consumed;
    private Consumer<Finding> sink = finding -> {};

    /**
     * Makes one for one text.
     *
     * @param unwanted whether an address is one to find
     * @param imagesOnly whether links are left alone
     */
    public UrlScanner(Predicate<String> unwanted, boolean imagesOnly) {
        this.unwanted = unwanted;
        this.imagesOnly = imagesOnly;
        this.markup = new Markup(this::image);
    }

    @Override
    public void next(Piece piece, Consumer<Finding> found) {
        sink = found;
        String raw = piece.raw();
        for (int i = 0; i < raw.length(); i++) {
            take(raw.charAt(i), piece.at() + i);
        }
        consumed = piece.end();
    }

    @Override
    public void end(Consumer<Finding> found) {
        sink = found;
        close(' ', consumed);
        markup.end(consumed);
        consumed = EVERYTHING;
    }

    @Override
    public long clear() {
        if (consumed == EVERYTHING) {
            return EVERYTHING;
        }
        long clear = markup.mayBeginImage() ? consumed - 1 : consumed;
        clear = word.isEmpty() ? clear : Math.min(clear, place == Markup.Place.WORDS ? clearOfWords() : at);
        clear = markup.imageAt() < 0 ? clear : Math.min(clear, markup.imageAt());
        return suspect < 0 ? clear : Math.min(clear, suspect);
    }

    /** Most words are none from their second letter on. */
    private long clearOfWords() {
        if (imagesOnly) {
            return consumed;
        }
        return mark >= 0 ? mark : mayBegin() ? run : consumed;
    }

    private boolean mayBegin() {
        int letters = (int) (at + word.length() - run);
        return letters > 0 && letters <= LONGEST_SCHEME && Address.mayBegin(word.substring(word.length() - letters));
    }

    private void take(char c, long position) {
        Markup.Place before = markup.place();
        markup.take(c, position);
        boolean turns = before == Markup.Place.WORDS && markup.place() != before; // An address comes: no word goes on.
        boolean ends = turns || c <= ' ' || c == '\u00a0' || ends(before).indexOf(c) >= 0;
        if (ends || word.length() >= LONGEST) {
            close(c, position);
        }
        if (!ends) {
            add(c, position, markup.place());
        }
        if (suspect >= 0) {
            suspect(c, position);
        }
        if (markup.imageAt() >= 0 && position - markup.imageAt() >= LONGEST) {
            markup.forgetImage();
        }
    }

    private static String ends(Markup.Place place) {
        return place == Markup.Place.WORDS || place == Markup.Place.TAG ? ENDS_WORD : ENDS_TARGET;
    }

    private void add(char c, long position, Markup.Place where) {
        if (word.isEmpty()) {
            at = position;
            place = where;
            run = position;
            mark = -1;
        }
        if (!Character.isLetterOrDigit(c)) {
            mark = mark < 0 && ".:/".indexOf(c) >= 0 ? (mayBegin() ? run : position) : mark;
            run = position + 1;
        }
        word.append(c);
    }

    private void close(char c, long end) {
        if (!word.isEmpty()) {
            judge(c, end);
            word.setLength(0);
        }
        if (c == ')' || place != Markup.Place.WORDS) {
            markup.arrived();
        }
        place = Markup.Place.WORDS;
    }

    private void judge(char c, long end) {
        if (place == Markup.Place.WORDS && (imagesOnly || mark < 0)) {
            return;
        }
        Checkpoint.pass();
        String text = word.toString();
        int begin = begin(text);
        if (begin < 0 || (isAmongWords() && Address.host(text.substring(begin)).isEmpty())) {
            return;
        }
        String address = text.substring(begin);
        boolean open = Address.isOpen(address);
        if (unwanted.test(address) || (open && text.length() >= LONGEST)) {
            unwanted(at + begin, end, c == ')');
        } else if (open && isAmongWords()) {
            suspect = at + begin;
        }
    }

    private boolean isAmongWords() {
        return place == Markup.Place.WORDS || place == Markup.Place.TAG;
    }

    /** Where in a word an address begins; -1 if none does. */
    private int begin(String text) {
        return switch (place) {
            case WORDS -> Address.in(text);
            case TAG -> Address.in(text.replace('\\', '/'));
            case LINK, IMAGE, DEFINITION -> Address.leadsAway(text) ? 0 : -1;
        };
    }

    private void unwanted(long begin, long end, boolean closed) {
        boolean image = place == Markup.Place.IMAGE || place == Markup.Place.TAG || isShown();
        if (image || !imagesOnly) {
            boolean whole = place == Markup.Place.IMAGE && markup.imageAt() >= 0;
            long start = whole ? markup.imageAt() : begin;
            sink.accept(Finding.sure(start, whole && closed ? end + 1 : end, image ? "image" : "link"));
        }
    }

    /** Whether an image refers to what is defined here; if not, one may still come. */
    private boolean isShown() {
        if (place != Markup.Place.DEFINITION) {
            return false;
        }
        remember(markup.label(), defined);
        return knows(shown, markup.label());
    }

    private void image(String label, long start, long end) {
        remember(label, shown);
        if (knows(defined, label)) {
            sink.accept(Finding.sure(start < 0 ? end - 1 : start, end, "image"));
        }
    }

    /** The empty label is any. */
    private static boolean knows(Set<String> labels, String label) {
        return labels.contains(label) || labels.contains("") || (label.isEmpty() && !labels.isEmpty());
    }

    private static void remember(String label, Set<String> labels) {
        labels.add(labels.size() < MOST_LABELS ? label : "");
    }

    /** A browser looks for a host behind the last {@code @}, whatever quotes and brackets stand before it. */
    private void suspect(char c, long position) {
        if (c == '@') {
            sink.accept(Finding.sure(suspect, position + 1, "link"));
            suspect = -1;
        } else if (c <= ' ' || "</?#([".indexOf(c) >= 0 || position - suspect > LONGEST) {
            suspect = -1;
        }
    }
}
