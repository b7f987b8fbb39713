package dev.sluice.proxy.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import org.jspecify.annotations.Nullable;

/**
 * Ends a body of HTTP/1.1 where it stops being well-formed, at the size of a chunk that is no number, say, and notes that at its
 * request: so it can be answered, where the server would close the connection without a word. What follows is dropped by the
 * decoder, since it cannot be told apart, and the server closes the connection behind the reply.
 */
final class BrokenBodies extends ChannelInboundHandlerAdapter {

    private static final String DECODER = "httpDecoder"; // As Vert.x calls them.
    private static final String SERVER = "handler";

    private @Nullable HttpRequest coming;

    private BrokenBodies() {}

    /**
     * Takes its place before the server's own handler.
     *
     * @param connection that has just been opened; left as it is if it is not of HTTP/1.1
     */
    static void joinIn(HttpConnection connection) {
        if (connection instanceof VertxConnection socket) {
            ChannelPipeline pipeline = socket.channel().pipeline();
            if (pipeline.context(DECODER) != null) {
                pipeline.addBefore(SERVER, null, new BrokenBodies());
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest head) {
            coming = head;
            context.fireChannelRead(head);
        } else if (message instanceof HttpContent piece && piece.decoderResult().isFailure()) {
            end(context, piece);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void end(ChannelHandlerContext context, HttpContent broken) {
        HttpRequest request = coming;
        if (request == null) {
            context.fireChannelRead(broken);
            return;
        }
        request.setDecoderResult(broken.decoderResult());
        broken.release();
        context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }
}
