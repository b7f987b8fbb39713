package dev.sluice.proxy.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.ThreadFactory;

/**
 * Another transport's sockets, with {@link Gathering} in each.
 *
 * @param base makes the sockets
 * @param queues where those wait that are to write
 * @param doors whom a server's new sockets meet
 */
record Sockets(Transport base, FlushQueues queues, Doors doors) implements Transport {

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        ChannelFactory<? extends Channel> factory = base.channelFactory(domainSocket);
        return () -> equipped(factory.newChannel());
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        ChannelFactory<? extends ServerChannel> factory = base.serverChannelFactory(domainSocket);
        return () -> {
            ServerChannel server = factory.newChannel();
            server.pipeline().addLast(new Accepted());
            return server;
        };
    }

    private Channel equipped(Channel socket) {
        socket.pipeline().addLast(new Gathering(queues));
        return socket;
    }

    /** Meets a server's new sockets before anybody else does. */
    private final class Accepted extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            Channel socket = (Channel) accepted;
            if (doors.admit(context.channel().localAddress(), socket)) {
                context.fireChannelRead(equipped(socket));
            } else {
                socket.unsafe().closeForcibly();
            }
        }
    }

    @Override
    public boolean supportsDomainSockets() {
        return base.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return base.supportFileRegion();
    }

    @Override
    public java.net.SocketAddress convert(SocketAddress address) {
        return base.convert(address);
    }

    @Override
    public SocketAddress convert(java.net.SocketAddress address) {
        return base.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return base.ioHandlerFactory();
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
        return base.eventLoopGroup(type, threads, factory, ioRatio);
    }

    @Override
    @SuppressWarnings("deprecation") // Vert.x's interface has it.
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return base.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
        return base.datagramChannelFactory();
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        base.configure(channel, options);
    }

    @Override
    public void configure(TcpConfig config, boolean domainSocket, Bootstrap bootstrap) {
        base.configure(config, domainSocket, bootstrap);
    }

    @Override
    public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
        base.configure(config, domainSocket, bootstrap);
    }
}
