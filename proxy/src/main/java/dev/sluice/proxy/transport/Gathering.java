package dev.sluice.proxy.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is written to one socket until its event loop has read all sockets that had something to read, and hands it
 * over as one piece.
 *
 * <p>A frame of a stream, which a codec writes in three pieces, or a head and its body, or many frames that came together,
 * so take one plain system call; and the calls of a turn follow one another, so that whoever reads at the other end is woken
 * once for many and not for each. Nothing waits longer than the turn takes, and a socket whose buffer is full does not wait
 * at all. Large pieces are not copied.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails is told by the promise that came with it.
final class Gathering extends ChannelOutboundHandlerAdapter {

    private static final int SMALL = 2 * 1024;
    private static final int ROOM = 4 * 1024;

    private final FlushQueues queues;
    private final List<ChannelPromise> promises = new ArrayList<>(4);
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf gathered;
    private boolean waiting;

    Gathering(FlushQueues queues) {
        this.queues = queues;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void write(ChannelHandlerContext from, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes && bytes.readableBytes() <= SMALL) {
            gather(from, bytes, promise);
        } else {
            handOver(from);
            from.write(message, promise);
        }
    }

    @Override
    public void flush(ChannelHandlerContext from) {
        if (!from.channel().isWritable()) {
            waiting = false;
            handOver(from);
            from.flush();
        } else if (!waiting) {
            waiting = true;
            queues.of(from.channel().eventLoop()).add(this);
        }
    }

    @Override
    public void close(ChannelHandlerContext from, ChannelPromise promise) {
        flushNow();
        from.close(promise);
    }

    @Override
    public void disconnect(ChannelHandlerContext from, ChannelPromise promise) {
        flushNow();
        from.disconnect(promise);
    }

    @Override
    public void deregister(ChannelHandlerContext from, ChannelPromise promise) {
        flushNow();
        from.deregister(promise);
    }

    /**
     * Vert.x empties the pipeline of a socket that becomes a client's HTTP connection; what is below HTTP has to stay. When
     * the socket is closed, it refuses what nobody has flushed by then.
     */
    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        flushNow();
        handOver(removed);
        if (removed.channel().isOpen()) {
            removed.pipeline().addFirst(new Gathering(queues));
        }
    }

    /** Writes what has been held back; does nothing if nobody has asked for a flush. */
    void flushNow() {
        ChannelHandlerContext own = context;
        if (waiting && own != null) {
            waiting = false;
            handOver(own);
            own.flush();
        }
    }

    private void gather(ChannelHandlerContext from, ByteBuf bytes, ChannelPromise promise) {
        if (gathered != null && gathered.writableBytes() < bytes.readableBytes()) {
            handOver(from);
        }
        ByteBuf all = gathered != null ? gathered : from.alloc().directBuffer(ROOM, ROOM);
        gathered = all;
        all.writeBytes(bytes);
        bytes.release();
        if (!promise.isVoid()) {
            promises.add(promise);
        }
    }

    private void handOver(ChannelHandlerContext from) {
        ByteBuf all = gathered;
        if (all != null) {
            gathered = null;
            from.write(all, promise(from));
        }
    }

    /** HTTP/2's codec gives several pieces one promise, which counts how often it is settled: each piece has to settle its own. */
    private ChannelPromise promise(ChannelHandlerContext from) {
        if (promises.isEmpty()) {
            return from.voidPromise();
        }
        if (promises.size() == 1) {
            return promises.removeFirst();
        }
        List<ChannelPromise> all = List.copyOf(promises);
        promises.clear();
        ChannelPromise together = from.newPromise();
        together.addListener(done -> all.forEach(one -> settle(one, done)));
        return together;
    }

    private static void settle(ChannelPromise promise, Future<? super Void> done) {
        if (done.isSuccess()) {
            promise.trySuccess();
        } else {
            promise.tryFailure(done.cause());
        }
    }
}
