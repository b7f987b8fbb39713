package dev.sluice.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The distribution brings the native parts that its speed rests on. */
class LoopTransportTest {

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void choosesEpollOnLinux() {
        LoopTransport transport = LoopTransport.best();

        assertThat(transport.name()).isEqualTo("epoll");
        assertThat(Epoll.isAvailable()).isTrue();
    }

    @Test
    void isTakenByVertx() {
        Vertx vertx = Vertx.builder().withTransport(LoopTransport.best()).build();

        boolean taken = vertx.isNativeTransportEnabled();
        vertx.close();

        assertThat(taken).isEqualTo(!LoopTransport.best().name().equals("nio"));
    }
}
