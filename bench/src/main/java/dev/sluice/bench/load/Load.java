package dev.sluice.bench.load;

import dev.sluice.bench.wire.Loop;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One load on one port: holds the connections, lets its {@link Pace} say when each sends, and drains at the end so that no
 * reply goes unchecked. The public methods are called from outside the loop, the others on it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here closes its channel, and that is heard of
public final class Load implements Connection.Owner {

    private static final int CONNECT_MILLIS = 5_000;

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final Pace pace;
    private final Tally tally = new Tally();
    private final Set<Connection> open = new HashSet<>();
    private final CountDownLatch drained = new CountDownLatch(1);
    private int connecting;
    private boolean stopping;

    public Load(Loop loop, int port, Request request, Pace pace) {
        this.loop = loop.group().next();
        this.pace = pace;
        this.bootstrap = new Bootstrap()
                .group(this.loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .remoteAddress("127.0.0.1", port)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Connection(channel, Load.this, request, tally));
                    }
                });
    }

    public void start() {
        loop.execute(() -> pace.start(this));
    }

    /** Begins the measured window and returns what {@code atStart} reads at that very moment. */
    public <T> T startWindow(Callable<T> atStart) {
        return onLoop(() -> {
            tally.startWindow();
            return atStart.call();
        });
    }

    /** What was seen since {@link #startWindow}, and what {@code atEnd} reads at the same moment. */
    public <T> Window<T> endWindow(Callable<T> atEnd) {
        return onLoop(() -> new Window<>(tally.seen(), atEnd.call()));
    }

    /** A window's end: the client's view, and the reading taken with it. */
    public record Window<T>(Seen seen, T reading) {}

    /** Sends no more, waits for the replies under way, and returns the tally; what is not over by then is a fault. */
    public Tally stop(Duration patience) throws InterruptedException {
        loop.execute(this::beginDrain);
        boolean clean = drained.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        onLoop(() -> {
            if (!clean) {
                giveUp(patience);
            }
            return tally;
        });
        return tally;
    }

    EventLoop loop() {
        return loop;
    }

    Tally tally() {
        return tally;
    }

    /** Open connections and those that are being opened. */
    int connections() {
        return open.size() + connecting;
    }

    void connect() {
        if (stopping) {
            return;
        }
        connecting++;
        ChannelFuture attempt = bootstrap.connect();
        attempt.addListener(done -> {
            connecting--;
            if (!done.isSuccess()) {
                tally.fault("no connection: " + done.cause().getMessage());
                pace.refused();
            }
        });
    }

    @Override
    public void free(Connection connection) {
        open.add(connection);
        if (stopping) {
            connection.leave();
        } else {
            pace.free(connection);
        }
    }

    @Override
    public void gone(Connection connection) {
        open.remove(connection);
        if (!stopping) {
            pace.gone(connection);
        } else if (open.isEmpty()) {
            drained.countDown();
        }
    }

    private void beginDrain() {
        stopping = true;
        pace.stop();
        if (open.isEmpty()) {
            drained.countDown();
        }
        List.copyOf(open).stream().filter(connection -> !connection.busy()).forEach(Connection::leave);
    }

    private void giveUp(Duration patience) {
        for (Connection connection : List.copyOf(open)) {
            if (connection.busy()) {
                tally.fault("expected every reply to end within " + patience + ", found one under way");
            }
            connection.leave();
        }
    }

    private <T> T onLoop(Callable<T> action) {
        return loop.submit(action).syncUninterruptibly().getNow();
    }
}
