package dev.sluice.proxy.transport;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which door a port has; one without lets everybody in. For any thread. */
public final class Doors {

    private final Map<Integer, Door> doors = new ConcurrentHashMap<>();

    /**
     * Gives a port a door.
     *
     * @param port of a listening socket of this transport
     * @param door in place of the one that it had
     */
    public void put(int port, Door door) {
        doors.put(port, door);
    }

    /**
     * Takes a port's door away, once nothing listens there any more.
     *
     * @param port may have none
     */
    public void remove(int port) {
        doors.remove(port);
    }

    boolean admit(@Nullable SocketAddress at, Channel socket) {
        Door door = at instanceof InetSocketAddress address ? doors.get(address.getPort()) : null;
        return door == null || door.admits(socket);
    }
}
