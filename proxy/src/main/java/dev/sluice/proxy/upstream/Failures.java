package dev.sluice.proxy.upstream;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.stream.FramingException;
import dev.sluice.proxy.exchange.ListenerFailed;
import dev.sluice.proxy.exchange.http1.MalformedReply;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.unix.Errors;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;

/** Tells a client what went wrong between Sluice and a provider, without telling it where the provider is. */
final class Failures {

    /** What Vert.x says of a connection that is closed before it can be used. */
    private static final String CLOSED_EARLY = "Connection was closed";

    private final String provider;

    Failures(String provider) {
        this.provider = provider;
    }

    /** A fault of our own stays what it is. */
    Throwable of(Throwable cause) {
        return switch (cause) {
            case CallError error -> error;
            case ListenerFailed ours -> ours;
            case ConnectionPoolTooBusyException busy ->
                error(Category.OVERLOADED, "upstream_busy", "has too many calls waiting for a connection")
                        .withRetryAfter(Duration.ofSeconds(1));
            case ConnectTimeoutException timeout ->
                error(Category.TIMEOUT, "upstream_connect_timeout", "could not be connected to in time");
            case UnknownHostException unknown ->
                error(Category.UPSTREAM, "upstream_unreachable", "has a host name that cannot be resolved");
            case SslHandshakeTimeoutException timeout ->
                error(Category.TIMEOUT, "upstream_connect_timeout", "could not be connected to in time");
            case SSLException tls -> error(Category.UPSTREAM, "upstream_tls", "could not be connected to securely");
            case ConnectException refused -> error(Category.UPSTREAM, "upstream_unreachable", "cannot be reached");
            case HttpClosedException closed -> closed();
            case PrematureChannelClosureException closed -> closed();
            case ClosedChannelException closed -> closed();
            case java.io.IOException reset -> closed();
            case StreamResetException reset ->
                error(Category.UPSTREAM, "upstream_closed", "broke off before its reply was complete");
            case VertxException early when CLOSED_EARLY.equals(early.getMessage()) -> closed();
            case CancellationException cancelled ->
                CallError.of(Category.CANCELLED, "cancelled", "Nobody waits for the answer any more.");
            case FramingException framing -> invalid("sent a stream that cannot be read");
            case MalformedReply malformed -> invalid("answered what is not HTTP: " + malformed.getMessage());
            case Http2Exception malformed ->
                invalid("answered what is not HTTP/2, which its setting http2 asks for")
                        .withCause(malformed);
            default -> invalid("answered what is not HTTP").withCause(cause);
        };
    }

    /** Whether the connection was closed, rather than anything answered or timed out. The native transport has an exception of its own. */
    static boolean isClosed(Throwable cause) {
        return cause instanceof HttpClosedException
                || cause instanceof ClosedChannelException
                || cause instanceof SocketException
                || cause instanceof Errors.NativeIoException;
    }

    /** Whether the provider says that it has read nothing of the request (RFC 9113, section 8.7). */
    static boolean isRefused(Throwable cause) {
        return cause instanceof StreamResetException reset && reset.getCode() == Http2Error.REFUSED_STREAM.code();
    }

    CallError late(Duration limit) {
        return error(Category.TIMEOUT, "upstream_timeout", "did not answer within " + limit.toMillis() + " ms");
    }

    CallError idle(Duration limit) {
        return error(Category.TIMEOUT, "upstream_idle_timeout", "sent nothing for " + limit.toMillis() + " ms");
    }

    CallError unopened(int status) {
        return invalid("answered " + status + " and did not open a session");
    }

    CallError notFinal(int status) {
        return invalid("answered with the status " + status + ", where one from 200 to 599 was expected");
    }

    CallError unsendable() {
        return CallError.of(
                Category.INTERNAL,
                "unsendable_request",
                "A field of the header for the provider '" + provider
                        + "' has a value that no header may have, such as one with a line break.");
    }

    CallError misannounced(long announced, long found) {
        return CallError.of(
                Category.INTERNAL,
                "unsendable_request",
                "The upload for the provider '" + provider + "' was announced with " + announced + " bytes, found "
                        + (found > announced ? "more" : found + " of them")
                        + ". A filter that changes its bytes has to say their length, or -1.");
    }

    CallError tooLarge(long limit) {
        return error(Category.UPSTREAM, "upstream_reply_too_large", "sent a reply of more than " + limit + " bytes");
    }

    CallError full() {
        return CallError.of(
                        Category.OVERLOADED,
                        "overloaded",
                        "Replies of the calls under way take all the room that there is. Try again in a moment, or ask for a stream.")
                .withRetryAfter(Duration.ofSeconds(1));
    }

    private CallError closed() {
        return error(Category.UPSTREAM, "upstream_closed", "closed the connection before its reply was complete");
    }

    private CallError invalid(String what) {
        return error(Category.UPSTREAM, "upstream_invalid_response", what);
    }

    private CallError error(Category category, String code, String what) {
        return CallError.of(category, code, "The provider '" + provider + "' " + what + ".");
    }
}
