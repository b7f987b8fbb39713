package dev.sluice.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Reads HTTP/1.1 messages, one after the other, off the reads of one connection, however those cut the bytes. It knows a
 * start line, {@code content-length}, {@code transfer-encoding: chunked} and bodies that end with the connection.
 */
public final class HttpReader {

    /** Hears of one message at a time: a start line, any number of body parts, an end. */
    public interface Listener {

        /** {@code line} is valid during the call and only up to {@code length}. */
        void startLine(byte[] line, int length);

        /** {@code data} holds body bytes between {@code from} and {@code from + length}; it is valid during the call. */
        void body(ByteBuf data, int from, int length);

        void end();
    }

    private enum State {
        START_LINE,
        HEADERS,
        FIXED_BODY,
        BODY_TO_CLOSE,
        CHUNK_SIZE,
        CHUNK_DATA,
        CHUNK_END,
        TRAILERS
    }

    private static final int MAX_LINE = 64 * 1024;
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(US_ASCII);
    private static final byte[] TRANSFER_ENCODING = "transfer-encoding:".getBytes(US_ASCII);

    private final Listener listener;
    private final boolean bodyMayRunToClose;
    private State state = State.START_LINE;
    private byte[] line = new byte[256];
    private int lineLength;
    private boolean chunked;
    private long remaining;

    private HttpReader(Listener listener, boolean bodyMayRunToClose) {
        this.listener = listener;
        this.bodyMayRunToClose = bodyMayRunToClose;
    }

    public static HttpReader ofRequests(Listener listener) {
        return new HttpReader(listener, false);
    }

    public static HttpReader ofReplies(Listener listener) {
        return new HttpReader(listener, true);
    }

    /** Takes all that is readable in {@code data}. */
    public void read(ByteBuf data) {
        while (data.isReadable()) {
            switch (state) {
                case FIXED_BODY, CHUNK_DATA -> readSized(data);
                case BODY_TO_CLOSE -> readPart(data, data.readableBytes());
                default -> readLine(data);
            }
        }
    }

    /** The connection ended; that is the end of a message only where its body was to run until then. */
    public void close() {
        if (state == State.BODY_TO_CLOSE) {
            finish();
        }
    }

    private void readSized(ByteBuf data) {
        int length = (int) Math.min(remaining, data.readableBytes());
        remaining -= length;
        boolean whole = state == State.FIXED_BODY;
        readPart(data, length);
        if (remaining == 0) {
            if (whole) {
                finish();
            } else {
                state = State.CHUNK_END;
            }
        }
    }

    private void readPart(ByteBuf data, int length) {
        int from = data.readerIndex();
        data.skipBytes(length);
        listener.body(data, from, length);
    }

    private void readLine(ByteBuf data) {
        int newline = data.indexOf(data.readerIndex(), data.writerIndex(), (byte) '\n');
        int length = (newline < 0 ? data.writerIndex() : newline) - data.readerIndex();
        append(data, length);
        if (newline < 0) {
            return;
        }
        data.skipBytes(1);
        if (lineLength > 0 && line[lineLength - 1] == '\r') {
            lineLength--;
        }
        int complete = lineLength;
        lineLength = 0;
        takeLine(complete);
    }

    private void append(ByteBuf data, int length) {
        int needed = lineLength + length;
        if (needed > MAX_LINE) {
            throw new IllegalStateException("expected a line of at most " + MAX_LINE + " bytes, found more");
        }
        if (needed > line.length) {
            line = Arrays.copyOf(line, Math.max(needed, line.length * 2));
        }
        data.readBytes(line, lineLength, length);
        lineLength = needed;
    }

    private void takeLine(int length) {
        switch (state) {
            case START_LINE -> takeStartLine(length);
            case HEADERS -> takeHeader(length);
            case CHUNK_SIZE -> takeChunkSize(length);
            case CHUNK_END -> state = State.CHUNK_SIZE;
            case TRAILERS -> {
                if (length == 0) {
                    finish();
                }
            }
            default -> throw new IllegalStateException("no line is read in state " + state);
        }
    }

    private void takeStartLine(int length) {
        if (length == 0) {
            return;
        }
        chunked = false;
        remaining = -1;
        state = State.HEADERS;
        listener.startLine(line, length);
    }

    private void takeHeader(int length) {
        if (length == 0) {
            startBody();
        } else if (startsWith(CONTENT_LENGTH, length)) {
            remaining = Long.parseLong(text(CONTENT_LENGTH.length, length).trim());
        } else if (startsWith(TRANSFER_ENCODING, length)) {
            chunked = true;
        }
    }

    private boolean startsWith(byte[] name, int length) {
        if (length < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if ((line[i] | 0x20) != (name[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private void startBody() {
        if (chunked) {
            state = State.CHUNK_SIZE;
        } else if (remaining > 0) {
            state = State.FIXED_BODY;
        } else if (remaining < 0 && bodyMayRunToClose) {
            state = State.BODY_TO_CLOSE;
        } else {
            finish();
        }
    }

    private void takeChunkSize(int length) {
        remaining = 0;
        for (int i = 0; i < length && line[i] != ';'; i++) {
            int digit = Character.digit(line[i], 16);
            if (digit < 0) {
                throw new IllegalStateException("expected a chunk size, found " + text(0, length));
            }
            remaining = remaining << 4 | digit;
        }
        state = remaining == 0 ? State.TRAILERS : State.CHUNK_DATA;
    }

    private String text(int from, int to) {
        return new String(line, from, to - from, US_ASCII);
    }

    private void finish() {
        state = State.START_LINE;
        listener.end();
    }
}
