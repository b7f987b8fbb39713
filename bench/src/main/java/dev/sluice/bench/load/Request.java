package dev.sluice.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.bench.wire.Chat;
import dev.sluice.bench.wire.ReplyShape;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;

/**
 * The bytes of one call, made once and sent many times, and the reply it must get.
 *
 * @param exact whether the reply must have the upstream's very bytes count and events; a peer that rewrites replies is
 *     held to the status, the shape and the end only
 * @param end what a stream has to end with
 */
public record Request(ByteBuf bytes, ReplyShape shape, boolean exact, String end) implements AutoCloseable {

    /**
     * What differs between proxies in how a call is addressed to the fixed upstream.
     *
     * @param end what a stream has to end with
     */
    public record Addressing(String path, Map<String, String> headers, String modelPrefix, boolean exact, String end) {
        public static final Addressing PLAIN = new Addressing("/v1/chat/completions", Map.of(), "", true);

        /** With a stream that ends as the upstream's does. */
        public Addressing(String path, Map<String, String> headers, String modelPrefix, boolean exact) {
            this(path, headers, modelPrefix, exact, Chat.DONE);
        }
    }

    public static Request of(Addressing to, int port, ReplyShape shape, int bodyBytes) {
        byte[] body = Chat.request(shape, to.modelPrefix(), bodyBytes);
        StringBuilder head = new StringBuilder("POST " + to.path() + " HTTP/1.1\r\nhost: 127.0.0.1:" + port
                + "\r\naccept: application/json\r\ncontent-type: application/json\r\nuser-agent: OpenAI/Python 2.8.0"
                + "\r\nauthorization: Bearer sk-bench-0000000000000000000000000000000000000000\r\n");
        to.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(body.length).append("\r\n\r\n");
        ByteBuf bytes = Unpooled.directBuffer(head.length() + body.length);
        bytes.writeBytes(head.toString().getBytes(US_ASCII)).writeBytes(body);
        return new Request(bytes, shape, to.exact(), to.end());
    }

    @Override
    public void close() {
        bytes.release();
    }
}
