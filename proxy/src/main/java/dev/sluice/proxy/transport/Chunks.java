package dev.sluice.proxy.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.nio.charset.StandardCharsets;

/**
 * Frames the small chunks of a server's HTTP/1.1 replies in place of the codec, which makes three buffers, three promises and
 * a combination of them out of each. Heads, ends, large chunks and whole replies go through the codec, whose state chunks do not
 * change.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails is told by the promise that came with it.
public final class Chunks extends ChannelOutboundHandlerAdapter {

    private static final String ENCODER = "httpEncoder"; // As Vert.x calls it.
    private static final int LARGE = 1024;
    private static final int FRAME = 8; // Up to four digits and two line breaks.
    private static final int LINE_BREAK = 0x0D0A;

    private final ChannelHandlerContext encoder;
    private boolean chunked;

    private Chunks(ChannelHandlerContext encoder) {
        this.encoder = encoder;
    }

    /**
     * Takes its place in front of the codec of a connection that has just been opened.
     *
     * @param connection of a server; left as it is if it has no such codec, as one of HTTP/2
     */
    public static void joinIn(HttpConnection connection) {
        if (connection instanceof VertxConnection socket) {
            joinIn(socket.channel().pipeline());
        }
    }

    static void joinIn(ChannelPipeline pipeline) {
        ChannelHandlerContext encoder = pipeline.context(ENCODER);
        if (encoder != null) {
            pipeline.addAfter(ENCODER, null, new Chunks(encoder));
        }
    }

    @Override
    public void write(ChannelHandlerContext from, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse head) {
            chunked = HttpUtil.isTransferEncodingChunked(head);
            from.write(message, promise);
        } else if (chunked
                && message instanceof HttpContent chunk
                && !(message instanceof LastHttpContent)
                && isSmall(chunk.content())) {
            encoder.write(framed(from, chunk.content()), promise);
        } else {
            from.write(message, promise);
        }
    }

    /** An empty chunk would be the end. */
    private static boolean isSmall(ByteBuf bytes) {
        return bytes.isReadable() && bytes.readableBytes() <= LARGE;
    }

    private static ByteBuf framed(ChannelHandlerContext from, ByteBuf bytes) {
        int length = bytes.readableBytes();
        ByteBuf all = from.alloc().directBuffer(length + FRAME, length + FRAME);
        all.writeCharSequence(Integer.toHexString(length), StandardCharsets.US_ASCII);
        all.writeShort(LINE_BREAK);
        all.writeBytes(bytes);
        all.writeShort(LINE_BREAK);
        bytes.release();
        return all;
    }
}
