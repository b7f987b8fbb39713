package dev.sluice.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.stream.FramingException;
import dev.sluice.proxy.exchange.ListenerFailed;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client is told of each thing that goes wrong behind Sluice. */
class FailuresTest {

    private static final String SECRET = "10.1.2.3:4711";

    private final Failures failures = new Failures("acme");

    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of(new ConnectionPoolTooBusyException(SECRET), Category.OVERLOADED, "upstream_busy"),
                Arguments.of(new ConnectTimeoutException(SECRET), Category.TIMEOUT, "upstream_connect_timeout"),
                Arguments.of(new UnknownHostException(SECRET), Category.UPSTREAM, "upstream_unreachable"),
                Arguments.of(new SslHandshakeTimeoutException(SECRET), Category.TIMEOUT, "upstream_connect_timeout"),
                Arguments.of(new VertxException("Connection was closed"), Category.UPSTREAM, "upstream_closed"),
                Arguments.of(new VertxException(SECRET), Category.UPSTREAM, "upstream_invalid_response"),
                Arguments.of(new SSLException(SECRET), Category.UPSTREAM, "upstream_tls"),
                Arguments.of(new ConnectException(SECRET), Category.UPSTREAM, "upstream_unreachable"),
                Arguments.of(new HttpClosedException(SECRET), Category.UPSTREAM, "upstream_closed"),
                Arguments.of(new PrematureChannelClosureException(SECRET), Category.UPSTREAM, "upstream_closed"),
                Arguments.of(new ClosedChannelException(), Category.UPSTREAM, "upstream_closed"),
                Arguments.of(new SocketException(SECRET), Category.UPSTREAM, "upstream_closed"),
                Arguments.of(new StreamResetException(Http2Error.CANCEL.code()), Category.UPSTREAM, "upstream_closed"),
                Arguments.of(
                        new Http2Exception(Http2Error.PROTOCOL_ERROR, SECRET),
                        Category.UPSTREAM,
                        "upstream_invalid_response"),
                Arguments.of(new CancellationException(SECRET), Category.CANCELLED, "cancelled"),
                Arguments.of(new FramingException(SECRET), Category.UPSTREAM, "upstream_invalid_response"),
                Arguments.of(new IllegalStateException(SECRET), Category.UPSTREAM, "upstream_invalid_response"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void isToldByCategoryAndCodeAndNamesNoPlace(Throwable cause, Category category, String code) {
        Throwable told = failures.of(cause);

        assertThat(told).isInstanceOfSatisfying(CallError.class, error -> {
            assertThat(error.category()).isEqualTo(category);
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.getMessage()).doesNotContain(SECRET);
        });
    }

    @Test
    void aFaultOfOurOwnIsNotTheProviders() {
        Throwable ours = new ListenerFailed(new IllegalStateException(SECRET));

        assertThat(failures.of(ours)).isSameAs(ours);
    }

    @Test
    void whatIsToldAlreadyStaysAsItIs() {
        CallError known = CallError.of(Category.PERMISSION, "known", "Known.");

        assertThat(failures.of(known)).isSameAs(known);
    }

    @Test
    void onlyAConnectionThatClosedCountsAsClosed() {
        assertThat(Stream.of(new HttpClosedException(""), new ClosedChannelException(), new SocketException()))
                .allMatch(Failures::isClosed);
        assertThat(Failures.isClosed(new IOException())).isFalse();
    }
}
