package dev.sluice.api.stream;

import dev.sluice.api.stream.Coding.CodingException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.List;
import java.util.Locale;

/** Undoes one content coding, chunk by chunk, with Netty's decoders. */
final class Inflation {
    private final EmbeddedChannel channel;
    private long total;

    Inflation(String coding) {
        this.channel = switch (coding.strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> new EmbeddedChannel(new Member());
            case "deflate" ->
                new EmbeddedChannel(new JdkZlibDecoder(ZlibWrapper.ZLIB_OR_NONE, false, Coding.MAX_DECODED));
            case "identity" -> new EmbeddedChannel();
            default ->
                throw new CodingException("Expected content-encoding gzip or deflate but found '" + coding + "'");
        };
    }

    Buffer feed(Buffer chunk) {
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

    /** Whether what was fed ends where a body of the coding may end, its checksum included. */
    boolean isComplete() {
        ZlibDecoder decoder = channel.pipeline().get(ZlibDecoder.class);
        return decoder == null || decoder.isClosed();
    }

    void close() {
        try {
            channel.finishAndReleaseAll();
        } catch (DecompressionException e) {
            channel.releaseInbound(); // Closing decodes what is left over, which nobody wants: either all was read, or
            // it has failed.
        }
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

    /** Undoes one member of gzip, and leaves what comes behind it to another: a body may be several, one after the other. */
    private static final class Member extends JdkZlibDecoder {

        Member() {
            super(ZlibWrapper.GZIP, false, Coding.MAX_DECODED);
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
            if (isClosed() && in.isReadable()) {
                context.pipeline().replace(this, null, new Member()); // Hands over what is left.
            } else {
                super.decode(context, in, out);
            }
        }
    }
}
