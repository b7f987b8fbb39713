package dev.sluice.bench.load;

import dev.sluice.bench.wire.HttpReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** One client connection: sends a call when told to, times and checks its reply, and says when it is free again. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here closes its channel, and that is heard of
final class Connection extends ChannelInboundHandlerAdapter implements HttpReader.Listener {

    /** Who decides what a connection does next. */
    interface Owner {

        /** The connection has no call under way. */
        void free(Connection connection);

        /** The connection is gone, with or without a call under way (which is then counted as a fault). */
        void gone(Connection connection);
    }

    private final Channel channel;
    private final Owner owner;
    private final Request request;
    private final Tally tally;
    private final ReplyCheck check = new ReplyCheck();
    private final HttpReader reader = HttpReader.ofReplies(this);
    private final boolean streamed;
    private boolean busy;
    private long intended;

    Connection(Channel channel, Owner owner, Request request, Tally tally) {
        this.channel = channel;
        this.owner = owner;
        this.request = request;
        this.tally = tally;
        this.streamed = request.shape().streamed();
    }

    /** Sends the call now; its latency counts from {@code intendedNanos}, which may be earlier. */
    void send(long intendedNanos) {
        busy = true;
        intended = intendedNanos;
        check.clear();
        channel.writeAndFlush(request.bytes().retainedDuplicate(), channel.voidPromise());
    }

    /** Closes the connection; a call under way is given up without being counted as a fault. */
    void leave() {
        busy = false;
        channel.close();
    }

    boolean busy() {
        return busy;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        owner.free(this);
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
        check.startLine(line, length);
    }

    @Override
    public void body(ByteBuf data, int from, int length) {
        if (!streamed) {
            check.whole(data, from, length);
            return;
        }
        long now = System.nanoTime();
        if (check.bytes() == 0) {
            tally.firstEvent(now - intended);
        }
        long stamp = request.exact() ? ReplyCheck.stamp(data, from, length) : -1;
        if (stamp > 0) {
            tally.eventLag(now - stamp);
        }
        int before = check.events();
        check.streamed(data, from, length);
        tally.events(check.events() - before);
    }

    @Override
    public void end() {
        if (!busy) {
            return;
        }
        busy = false;
        check.fault(request).ifPresentOrElse(tally::fault, () -> tally.call(System.nanoTime() - intended));
        owner.free(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        reader.close();
        if (busy) {
            busy = false;
            tally.fault("expected a whole reply, found the connection closed in it");
        }
        owner.gone(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (busy) {
            busy = false;
            tally.fault("connection failed: " + cause.getMessage());
        }
        context.close();
    }
}
