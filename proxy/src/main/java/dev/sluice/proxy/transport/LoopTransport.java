package dev.sluice.proxy.transport;

import io.vertx.core.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The transport that Vert.x is given: the operating system's own where there is one, with sockets that write once a turn of
 * their event loop.
 *
 * @param base whose sockets they are
 * @param implementation what Vert.x uses
 * @param doors whom the sockets that a port accepts meet first
 */
public record LoopTransport(Transport base, io.vertx.core.spi.transport.Transport implementation, Doors doors)
        implements Transport {

    /**
     * Chooses.
     *
     * @return epoll on Linux, kqueue on macOS; Java's own where neither can be loaded
     */
    public static LoopTransport best() {
        Transport own = Transport.nativeTransport();
        Transport base = own != null && own.available() ? own : Transport.NIO;
        Doors doors = new Doors();
        return new LoopTransport(base, new Sockets(base.implementation(), new FlushQueues(), doors), doors);
    }

    @Override
    public String name() {
        return base.name();
    }

    @Override
    public boolean available() {
        return base.available();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return base.unavailabilityCause();
    }
}
