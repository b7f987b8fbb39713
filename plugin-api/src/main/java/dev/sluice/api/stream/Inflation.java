package dev.sluice.api.stream;

import dev.sluice.api.stream.Coding.CodingException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.compression.ZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Undoes one content coding, chunk by chunk, with Netty's decoders. */
final class Inflation {
    private final @Nullable ZlibDecoder decoder; // Null for identity.
    private final EmbeddedChannel channel;
    private boolean begun;
    private long total;

    Inflation(String coding) {
        this.decoder = switch (coding.strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> ZlibCodecFactory.newZlibDecoder(ZlibWrapper.GZIP, Coding.MAX_DECODED);
            case "deflate" -> ZlibCodecFactory.newZlibDecoder(ZlibWrapper.ZLIB_OR_NONE, Coding.MAX_DECODED);
            case "identity" -> null;
            default -> throw new CodingException("Expected content-encoding gzip or deflate but found '" + coding + "'");
        };
        this.channel = decoder == null ? new EmbeddedChannel() : new EmbeddedChannel(decoder);
    }

    Buffer feed(Buffer chunk) {
        begun |= chunk.length() > 0;
        try {
            channel.writeInbound(((BufferInternal) chunk).getByteBuf().copy());
        } catch (DecompressionException e) {
            throw new CodingException("The body is not of its content-encoding: " + e.getMessage());
        }
        Buffer content = Buffer.buffer();
        for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
            append(part, content);
        }
        return content;
    }

    /** Refuses content whose end is missing: half a reply must not pass for a whole one. No bytes at all are no content. */
    void requireWhole() {
        if (decoder != null && begun && !decoder.isClosed()) {
            throw new CodingException("Expected the end of the encoded body but it was cut short");
        }
    }

    void close() {
        channel.finishAndReleaseAll();
    }

    private void append(ByteBuf part, Buffer content) {
        try {
            total += part.readableBytes();
            if (total > Coding.MAX_DECODED) {
                throw new CodingException("The decoded body is larger than " + Coding.MAX_DECODED + " bytes");
            }
            byte[] bytes = new byte[part.readableBytes()];
            part.readBytes(bytes);
            content.appendBytes(bytes);
        } finally {
            part.release();
        }
    }
}
