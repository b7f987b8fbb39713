package dev.sluice.proxy.transport;

import io.netty.channel.Channel;

/** Meets the sockets that a port accepts before a byte of them is read, and before any server knows of them. */
@FunctionalInterface
public interface Door {

    /**
     * Decides, on whatever thread accepts.
     *
     * @param socket not registered with its event loop yet; what is put into its pipeline comes first there
     * @return whether it may enter; it is closed if not
     */
    boolean admits(Channel socket);
}
