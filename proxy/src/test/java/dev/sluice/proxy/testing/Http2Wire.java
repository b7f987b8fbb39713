package dev.sluice.proxy.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The client's end of a connection that speaks HTTP/2 by hand: it says what a client should not, keeps to no limit that it is
 * told, and reads frame by frame. Blocks; gives up after ten seconds.
 */
public final class Http2Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int MAX_FRAME = 16_384;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PRIORITY = 0x20;
    private static final int PRIORITY_BYTES = 5;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final DefaultHttp2HeadersEncoder encoder =
            new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE, true);
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private final Map<Integer, Long> settings = new HashMap<>();

    /**
     * What came: of a stream its status, its body so far, and how it ended.
     *
     * @param status zero if there was none
     * @param body as text
     * @param error the code of its reset; -1 if it ended as it should
     */
    public record Answer(int status, String body, long error) {}

    private Http2Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    /** Connects, and has the server's settings. The connection has a large window; a stream has the 65,535 bytes it begins with. */
    public static Http2Wire to(int port) throws IOException {
        Http2Wire wire = new Http2Wire(new Socket(InetAddress.getLoopbackAddress(), port));
        wire.out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        wire.frame(SETTINGS, 0, 0, new byte[0]);
        wire.frame(WINDOW_UPDATE, 0, 0, new byte[] {0x10, 0, 0, 0});
        while (wire.settings.isEmpty()) {
            wire.next(new Reading(0));
        }
        return wire;
    }

    /** What the server announced: the value of a setting, or -1. */
    public long setting(int id) {
        return settings.getOrDefault(id, -1L);
    }

    /** Asks without a body; fields are names and values in turn. */
    public Http2Wire get(int stream, String path, String... fields) throws IOException {
        Http2Headers headers = new DefaultHttp2Headers(false)
                .method("GET")
                .path(path)
                .scheme("http")
                .authority("sluice");
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        byte[] block = block(stream, headers);
        int first = Math.min(MAX_FRAME, block.length);
        frame(HEADERS, END_STREAM | (first == block.length ? END_HEADERS : 0), stream, slice(block, 0, first));
        for (int at = first; at < block.length; at += MAX_FRAME) {
            int end = Math.min(block.length, at + MAX_FRAME);
            frame(CONTINUATION, end == block.length ? END_HEADERS : 0, stream, slice(block, at, end));
        }
        return this;
    }

    /** Reads until a stream has ended; what comes for others meanwhile is dropped. */
    public Answer answer(int stream) throws IOException {
        Reading reading = new Reading(stream);
        while (!reading.ended) {
            next(reading);
        }
        return new Answer(reading.status, reading.body.toString(), reading.error);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What was read of one stream. */
    private static final class Reading {

        private final int stream;
        private final StringBuilder body = new StringBuilder();
        private int status;
        private long error = -1;
        private boolean ended;

        Reading(int stream) {
            this.stream = stream;
        }
    }

    private void next(Reading reading) throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        if (type == GO_AWAY) {
            throw new EOFException("the server went away: " + new String(payload, StandardCharsets.US_ASCII));
        } else if (type == SETTINGS) {
            settings(Unpooled.wrappedBuffer(payload));
        } else if (type == HEADERS) {
            boolean hasPriority = (flags & PRIORITY) != 0;
            Http2Headers headers = headers(stream, slice(payload, hasPriority ? PRIORITY_BYTES : 0, length));
            if (stream == reading.stream && headers.status() != null) {
                reading.status = Integer.parseInt(headers.status().toString());
            }
        }
        if (stream == reading.stream) {
            ended(reading, type, flags, payload);
        }
    }

    private static void ended(Reading reading, int type, int flags, byte[] payload) {
        if (type == DATA) {
            reading.body.append(new String(payload, StandardCharsets.ISO_8859_1));
        } else if (type == RESET) {
            reading.error = Unpooled.wrappedBuffer(payload).readUnsignedInt();
        }
        reading.ended = type == RESET || ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0);
    }

    private void settings(ByteBuf payload) {
        while (payload.isReadable()) {
            settings.put(payload.readUnsignedShort(), payload.readUnsignedInt());
        }
    }

    private Http2Headers headers(int stream, byte[] payload) {
        try {
            return decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(payload));
        } catch (Http2Exception e) {
            throw new AssertionError("no header: " + ByteBufUtil.hexDump(payload), e);
        }
    }

    private byte[] block(int stream, Http2Headers headers) {
        ByteBuf block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(stream, headers, block);
        } catch (Http2Exception e) {
            throw new AssertionError("no header", e);
        }
        return ByteBufUtil.getBytes(block);
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeInt(payload.length << 8 | type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
