package dev.sluice.proxy.exchange.http1;

import dev.sluice.proxy.exchange.ListenerFailed;
import dev.sluice.proxy.exchange.http1.ReplyParser.Part;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import org.jspecify.annotations.Nullable;

/** One connection to a provider: carries an exchange, and then another. In front of Vert.x's own handler, which sees no byte. */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written or closed comes as an exception, or as the end.
final class Connection extends ChannelInboundHandlerAdapter {

    private final Pool pool;
    private final ChannelHandlerContext context;
    private final ReplyParser parser = new ReplyParser();
    private final Handler<ByteBuf> reader = this::read;
    private @Nullable OneExchange current;
    private @Nullable Object measure;
    private boolean used;
    private boolean leaving;
    private boolean discarded;
    private long freeSince;
    private long keptFor;

    private Connection(Pool pool, ChannelHandlerContext socket) {
        this.pool = pool;
        this.keptFor = pool.keptFor();
        socket.pipeline().addBefore(socket.name(), "exchange", this);
        this.context = socket.pipeline().context(this);
    }

    static Connection on(NetSocketInternal socket, Pool pool) {
        return new Connection(pool, socket.channelHandlerContext());
    }

    /** Lends it to one that is opened. */
    OneExchange lend(ContextInternal to) {
        measure = pool.meter().lent();
        OneExchange next = new OneExchange(this, to);
        current = next;
        return next;
    }

    /** Whether it had carried a reply before the exchange that it is lent to. */
    boolean isUsed() {
        return used;
    }

    ChannelHandlerContext context() {
        return context;
    }

    RequestWriter writer() {
        return pool.writer();
    }

    /** A request's first byte is about to leave. */
    void begin(boolean headOnly) {
        parser.begin(headOnly);
    }

    void write(ByteBuf bytes) {
        context.write(bytes, context.voidPromise());
    }

    void flush() {
        context.flush();
    }

    void pause() {
        context.channel().config().setAutoRead(false);
    }

    void resume() {
        context.channel().config().setAutoRead(true);
    }

    /** The exchange has ended: another may follow, if nothing of this one is left over. */
    void release() {
        leave();
        if (!leaving && context.channel().isActive()) {
            resume();
            pool.free(this);
        }
    }

    /** Whoever it is lent to is told nothing more. */
    void close() {
        leave();
        leaving = true;
        context.close();
    }

    /** Closes one that is free and has become too old; whether it was still open. */
    boolean discard() {
        discarded = context.channel().isActive();
        close();
        return discarded;
    }

    boolean isDiscarded() {
        return discarded;
    }

    /** Nobody needs it from now on. */
    void rest(long now) {
        freeSince = now;
    }

    /** Nanoseconds for which it may still be used. */
    long left(long now) {
        return !leaving && context.channel().isActive() ? keptFor - (now - freeSince) : 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        OneExchange exchange = current;
        if (exchange == null || !exchange.isBegun()) { // What nobody asked for is nobody's.
            bytes.release();
            leaving = true;
            context.close();
        } else {
            exchange.hear();
            exchange.context().dispatch(bytes, reader);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        // Vert.x's handler has nothing to complete.
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        OneExchange exchange = current;
        if (exchange != null && from.channel().isWritable()) {
            exchange.context().dispatch(exchange::drained);
        }
    }

    /** A provider that has said in TLS that nothing more comes may leave the socket open, and wait to be told the same. */
    @Override
    public void userEventTriggered(ChannelHandlerContext from, Object event) {
        if (event instanceof SslCloseCompletionEvent said && said.isSuccess()) {
            context.close();
        }
        from.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        fail(cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        OneExchange exchange = current;
        leave();
        pool.closed(this);
        if (exchange != null) {
            exchange.context().dispatch(() -> exchange.cut(parser.endsWithConnection()));
        }
        from.fireChannelInactive();
    }

    private void read(ByteBuf in) {
        try {
            OneExchange exchange = current;
            while (exchange != null && exchange == current && parts(exchange, in)) {
                exchange = current;
            }
        } catch (MalformedReply e) { // What follows is nobody's.
            fail(e);
        } catch (RuntimeException e) {
            fail(new ListenerFailed(e));
            throw e; // To the context's log.
        } finally {
            in.release();
        }
    }

    /** Tells the exchange all there is; whether there may be more. */
    private boolean parts(OneExchange exchange, ByteBuf in) {
        Part part = parser.next(in);
        switch (part) {
            case NOTHING -> exchange.tellBytes();
            case HEAD -> exchange.head(parser.head());
            case BYTES -> exchange.bytes(in, parser.length());
            case END -> {
                used = true;
                exchange.end(parser.head().persistent() && !in.isReadable());
            }
        }
        return part == Part.HEAD || part == Part.BYTES;
    }

    /** How long it is kept is what the provider says, where that is shorter. */
    void keepAsSaid() {
        keptFor = pool.keptFor(parser.head().idle());
    }

    private void leave() {
        if (current != null) {
            current = null;
            pool.meter().returned(measure);
        }
    }

    private void fail(Throwable cause) {
        OneExchange exchange = current;
        close();
        if (exchange != null) {
            exchange.context().dispatch(() -> exchange.fail(cause));
        }
    }

    static HttpClosedException closed() {
        return new HttpClosedException("the provider closed the connection");
    }
}
