package dev.sluice.bench.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.bench.wire.HttpReader;
import dev.sluice.bench.wire.ReplyShape;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.Optional;

/** One keep-alive connection: reads a request to its end, finds the shape it asks for, and sends that. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here closes its channel, and that is heard of
final class UpstreamConnection extends ChannelInboundHandlerAdapter implements HttpReader.Listener {

    private static final ByteBuf READY =
            PreparedReplies.reply("200 OK", "{\"object\":\"list\",\"data\":[]}".getBytes(US_ASCII));
    private static final ByteBuf UNKNOWN = PreparedReplies.reply(
            "400 Bad Request",
            "{\"error\":{\"message\":\"expected a model named bench-..., found none\"}}".getBytes(US_ASCII));

    private final Channel channel;
    private final PreparedReplies replies;
    private final BodyEdges edges = new BodyEdges();
    private final HttpReader reader = HttpReader.ofRequests(this);
    private boolean post;

    UpstreamConnection(Channel channel, PreparedReplies replies) {
        this.channel = channel;
        this.replies = replies;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf data = (ByteBuf) message;
        try {
            reader.read(data);
        } finally {
            data.release();
        }
    }

    @Override
    public void startLine(byte[] line, int length) {
        post = line[0] == 'P';
        edges.clear();
    }

    @Override
    public void body(ByteBuf data, int from, int length) {
        edges.add(data, from, length);
    }

    @Override
    public void end() {
        if (!post) {
            channel.writeAndFlush(READY.retainedDuplicate());
            return;
        }
        Optional<ReplyShape> shape = ReplyShape.find(edges.text());
        if (shape.isEmpty()) {
            channel.writeAndFlush(UNKNOWN.retainedDuplicate());
            return;
        }
        switch (shape.get()) {
            case ReplyShape.Whole(int bytes) -> channel.writeAndFlush(replies.whole(bytes));
            case ReplyShape.Stream stream -> new EventStream(channel, replies, stream).start();
            case ReplyShape.Burst(int events) -> burst(events);
        }
    }

    private void burst(int events) {
        channel.write(replies.streamHead());
        for (int i = 1; i <= events; i++) {
            channel.write(replies.event(channel.alloc(), i == events, System.nanoTime()));
        }
        channel.writeAndFlush(replies.done());
    }

    /** A proxy that resets a connection is a fault that the client's side counts; here it only ends the connection. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            context.fireExceptionCaught(cause);
        }
        context.close();
    }
}
