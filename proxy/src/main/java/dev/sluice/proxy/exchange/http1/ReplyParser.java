package dev.sluice.proxy.exchange.http1;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Tells the parts of the replies on one connection, over any cut of the bytes. Lines end in CRLF; informational replies are passed over, extensions of
 * chunks and trailers are left out.
 */
final class ReplyParser {

    /** A provider that says nothing but "wait" is not waited for. */
    private static final int MAX_INTERIM = 100;

    private static final int MAX_EXTENSION = 4 * 1024;
    private static final int MAX_DIGITS = 8;

    private final Section section = new Section();
    private State state = State.HEAD;
    private boolean headOnly;
    private @Nullable Head head;
    private int interim;
    private long left;
    private int seen;
    private int length;

    /** What comes next. */
    enum Part {
        NOTHING,
        HEAD,
        BYTES,
        END
    }

    private enum State {
        HEAD,
        LENGTH,
        CLOSE,
        SIZE,
        EXTENSION,
        SIZE_LF,
        CHUNK,
        CHUNK_CR,
        CHUNK_LF,
        TRAILER,
        DONE
    }

    /**
     * Begins with the next reply.
     *
     * @param headOnly whether its request lets it have no body (HEAD)
     */
    void begin(boolean headOnly) {
        this.headOnly = headOnly;
        state = State.HEAD;
        head = null;
        interim = 0;
        section.clear();
    }

    /**
     * The next part.
     *
     * @param in what has come; of a part of bytes the caller takes its {@link #length()}
     * @return nothing if more has to come first
     * @throws MalformedReply if it is no reply
     */
    Part next(ByteBuf in) {
        while (true) {
            switch (state) {
                case DONE -> {
                    return Part.END;
                }
                case HEAD -> {
                    if (!section.take(in)) {
                        return Part.NOTHING;
                    }
                    if (isRead()) {
                        return Part.HEAD;
                    }
                }
                case LENGTH, CHUNK, CLOSE -> {
                    return in.isReadable() ? bytes(in.readableBytes()) : Part.NOTHING;
                }
                case TRAILER -> {
                    if (!section.take(in)) {
                        return Part.NOTHING;
                    }
                    state = State.DONE;
                }
                default -> {
                    if (!in.isReadable()) {
                        return Part.NOTHING;
                    }
                    state = framed(in.readByte());
                }
            }
        }
    }

    /** How many bytes a part of bytes has. */
    int length() {
        return length;
    }

    /** The head of the reply; only once there was one. */
    Head head() {
        Head read = head;
        if (read == null) {
            throw new IllegalStateException("no head was read");
        }
        return read;
    }

    /** Whether the connection's end is the reply's, too. */
    boolean endsWithConnection() {
        return state == State.CLOSE;
    }

    /** Whether it is the last for its request. */
    private boolean isRead() {
        Head read = Head.of(section);
        section.clear();
        if (read.isInterim()) {
            if (++interim > MAX_INTERIM) {
                throw new MalformedReply("more than " + MAX_INTERIM + " informational replies");
            }
            return false;
        }
        head = read;
        left = read.length();
        state = body(read);
        return true;
    }

    private State body(Head read) {
        if (headOnly || read.status() == 204 || read.status() == 304) {
            return State.DONE;
        }
        return switch (read.framing()) {
            case LENGTH -> left == 0 ? State.DONE : State.LENGTH;
            case CHUNKS -> size();
            case CLOSE -> State.CLOSE;
        };
    }

    private Part bytes(int readable) {
        if (state == State.CLOSE) {
            length = readable;
            return Part.BYTES;
        }
        length = (int) Math.min(left, readable);
        left -= length;
        if (left == 0) {
            state = state == State.LENGTH ? State.DONE : State.CHUNK_CR;
        }
        return Part.BYTES;
    }

    /** What follows a byte of what is around chunks. */
    private State framed(byte one) {
        return switch (state) {
            case SIZE -> size(one);
            case EXTENSION -> extension(one);
            case SIZE_LF -> {
                expect(one, '\n');
                yield left == 0 ? State.TRAILER : State.CHUNK;
            }
            case CHUNK_CR -> {
                expect(one, '\r');
                yield State.CHUNK_LF;
            }
            default -> {
                expect(one, '\n');
                yield size();
            }
        };
    }

    private State size() {
        left = 0;
        seen = 0;
        return State.SIZE;
    }

    private State size(byte one) {
        int digit = Character.digit(one, 16);
        if (digit >= 0) {
            if (++seen > MAX_DIGITS) {
                throw new MalformedReply("a chunk of more than 4 GiB");
            }
            left = 16 * left + digit;
            return State.SIZE;
        }
        if (seen == 0) {
            throw new MalformedReply("a chunk without a size");
        }
        return switch (one) {
            case '\r' -> State.SIZE_LF;
            case ';', ' ', '\t' -> {
                seen = 0;
                yield State.EXTENSION;
            }
            default -> throw new MalformedReply("a chunk whose size is no number");
        };
    }

    private State extension(byte one) {
        if (one == '\r') {
            return State.SIZE_LF;
        }
        if (one == '\n' || ++seen > MAX_EXTENSION) {
            throw new MalformedReply("an extension of a chunk that does not end");
        }
        return State.EXTENSION;
    }

    private static void expect(byte one, char expected) {
        if (one != expected) {
            throw new MalformedReply("a chunk that is longer than its size");
        }
    }
}
