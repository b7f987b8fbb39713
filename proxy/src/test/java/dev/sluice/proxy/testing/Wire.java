package dev.sluice.proxy.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** One end of a TCP connection that speaks HTTP/1.1 by hand. Blocks; gives up after ten seconds. */
public final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    public Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Gives up after that much. */
    public Wire patience(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
        return this;
    }

    public static Wire to(int port) throws IOException {
        return new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    public Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends the same again and again until the other side has closed, or patience is over. */
    public void drip(String text, Duration pause) throws IOException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (System.nanoTime() < end) {
            send(text);
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** Writes one chunk of a chunked body. */
    public Wire chunk(String text) throws IOException {
        return send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    /** Reads a whole message: by its length, its chunks, or to the end if it says neither and is a reply. */
    public Message read() throws IOException {
        String head = head();
        String lower = head.toLowerCase(Locale.ROOT);
        if (lower.contains("\r\ntransfer-encoding: chunked\r\n")) {
            return new Message(head, chunks());
        }
        int at = lower.indexOf("\r\ncontent-length:");
        if (at >= 0) {
            int length = Integer.parseInt(
                    lower.substring(at + 17, lower.indexOf("\r\n", at + 2)).strip());
            return new Message(head, bytes(length));
        }
        boolean bare = !lower.startsWith("http/") || lower.contains(" 204 ") || lower.contains(" 304 ");
        return new Message(head, bare ? "" : rest());
    }

    /** Reads up to the empty line. */
    public String head() throws IOException {
        return until("\r\n\r\n");
    }

    public String until(String end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("expected '" + end + "', found the end after: " + text);
            }
            read.write(next);
            text = next == end.charAt(end.length() - 1) ? read.toString(StandardCharsets.ISO_8859_1) : "";
        }
        return text;
    }

    /** Reads one chunk; empty for the last. */
    public String nextChunk() throws IOException {
        String size = until("\r\n").strip();
        String chunk = bytes(Integer.parseInt(size, 16));
        until("\r\n");
        return chunk;
    }

    public String bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("expected " + length + " bytes, found " + bytes.length);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Reads to the end; a reset counts as one. */
    public String rest() {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            in.transferTo(read);
        } catch (SocketTimeoutException open) {
            throw new AssertionError(
                    "expected the end within " + PATIENCE_MILLIS + " ms, found it open after: " + read, open);
        } catch (IOException reset) {
            read.writeBytes(new byte[0]); // What came before it is what counts.
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /** Waits until the other side has closed; what still comes is dropped. */
    public void awaitClosed() {
        rest();
    }

    /** Closes so that the other side sees a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Sends no more, but reads on. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        for (String chunk = nextChunk(); !chunk.isEmpty(); chunk = nextChunk()) {
            body.append(chunk);
        }
        return body.toString();
    }
}
