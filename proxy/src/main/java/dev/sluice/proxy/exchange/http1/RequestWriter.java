package dev.sluice.proxy.exchange.http1;

import dev.sluice.proxy.exchange.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Arrays;
import java.util.Map;

/** Spells requests. One for each event loop, since they share the room in which heads are spelled. */
final class RequestWriter {

    private static final int USUAL = 2 * 1024;
    private static final int KEPT = 16 * USUAL;
    private static final String VERSION = " HTTP/1.1\r\n";

    private byte[] bytes = new byte[USUAL];
    private int length;

    /**
     * A head and what follows it, in one piece.
     *
     * @throws IllegalArgumentException if something of it cannot stand in a head; says nothing of its value
     */
    ByteBuf spell(Request request, Buffer body, ByteBufAllocator buffers) {
        length = 0;
        head(request);
        ByteBuf all = buffers.directBuffer(length + body.length());
        all.writeBytes(bytes, 0, length);
        if (body.length() > 0) {
            all.writeBytes(((BufferInternal) body).getByteBuf());
        }
        if (bytes.length > KEPT) {
            bytes = new byte[USUAL];
        }
        return all;
    }

    private void head(Request request) {
        token(request.method().name());
        put(' ');
        target(request.uri());
        text(VERSION);
        for (Map.Entry<String, String> field : request.fields()) {
            token(field.getKey());
            text(": ");
            value(field.getValue());
            text("\r\n");
        }
        text("\r\n");
    }

    private void token(String name) {
        boolean good = !name.isEmpty();
        for (int at = 0; at < name.length(); at++) {
            good &= Tokens.isToken(name.charAt(at));
        }
        if (!good) {
            throw new IllegalArgumentException("a name that no field or method can have");
        }
        text(name);
    }

    private void target(String uri) {
        boolean good = !uri.isEmpty();
        for (int at = 0; at < uri.length(); at++) {
            char one = uri.charAt(at);
            good &= one > ' ' && one != 0x7F && one <= 0xFF;
        }
        if (!good) {
            throw new IllegalArgumentException("an address that no request can have");
        }
        text(uri);
    }

    private void value(String value) {
        boolean good = true;
        for (int at = 0; at < value.length(); at++) {
            char one = value.charAt(at);
            good &= (one >= ' ' || one == '\t') && one != 0x7F && one <= 0xFF;
        }
        if (!good) {
            throw new IllegalArgumentException("a value that no field can have");
        }
        text(value);
    }

    /** Characters up to U+00FF, each a byte. */
    private void text(String latin) {
        room(latin.length());
        for (int at = 0; at < latin.length(); at++) {
            bytes[length + at] = (byte) latin.charAt(at);
        }
        length += latin.length();
    }

    private void put(char one) {
        room(1);
        bytes[length++] = (byte) one;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
