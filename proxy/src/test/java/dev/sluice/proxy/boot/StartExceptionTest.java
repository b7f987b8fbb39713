package dev.sluice.proxy.boot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.net.BindException;
import org.junit.jupiter.api.Test;

class StartExceptionTest {

    @Test
    void saysWhatToDoWhereSomebodyElseListens() {
        Future<Object> opened = Future.failedFuture(new BindException("Address already in use"));

        assertThatThrownBy(() -> StartException.listening(opened, "127.0.0.1:8080", "server.listen"))
                .hasMessage("Cannot listen on 127.0.0.1:8080: Address already in use; end what listens there, or set"
                        + " server.listen to another address");
    }
}
