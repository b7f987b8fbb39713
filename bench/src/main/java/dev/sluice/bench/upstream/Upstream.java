package dev.sluice.bench.upstream;

import dev.sluice.bench.wire.Loop;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollServerSocketChannel;

/** A model server that answers at once what the model name asks for, at the least cost that a core allows. */
public final class Upstream {

    private static final int BACKLOG = 4096;

    private Upstream() {}

    /** Serves on 127.0.0.1 and the port given, until the process is ended. */
    public static void main(String[] args) throws InterruptedException {
        Loop loop = Loop.start("upstream");
        listen(loop, Integer.parseInt(args[0])).closeFuture().sync();
    }

    /** Listens on 127.0.0.1; port 0 takes a free one. */
    public static Channel listen(Loop loop, int port) throws InterruptedException {
        PreparedReplies replies = new PreparedReplies();
        return new ServerBootstrap()
                .group(loop.group())
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(32 * 1024, 64 * 1024))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new UpstreamConnection(channel, replies));
                    }
                })
                .bind("127.0.0.1", port)
                .sync()
                .channel();
    }
}
