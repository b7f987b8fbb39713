package dev.sluice.api.text;

/**
 * Sees the text of one channel of one reply, in pieces of any size, and says what goes on in its place.
 *
 * <p>The law: for every way of cutting a text into pieces, the concatenation of all that is returned is the same. A
 * transformer may hold text back (return less than it got, more later) for as long as what it has seen may still become
 * something that it must change; it holds back a bounded number of characters. Cuts never fall inside a surrogate pair.
 *
 * <p>To break the reply off it throws a {@link dev.sluice.api.CallError}: the client gets it as an error reply if nothing
 * was sent yet, else as its dialect's last event. To end the reply as a provider's own content filter would, with what was
 * said so far, it says so by {@link #endsReply}.
 */
public interface TextTransformer {

    /**
     * Takes the next piece.
     *
     * @param piece may be empty
     * @return what leaves now; empty to hold everything back
     */
    String next(String piece);

    /**
     * The channel has ended, or the stream broke. Called once, last.
     *
     * @return what was held back, as it leaves
     */
    default String end() {
        return "";
    }

    /**
     * Whether the reply ends with what was returned last: no text of any channel follows, its finish reason becomes the
     * dialect's for filtered content, and a stream's rest is given up. Asked after each piece and after the end.
     *
     * @return false unless overridden
     */
    default boolean endsReply() {
        return false;
    }
}
