package dev.sluice.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A client reads what the codec alone would have sent it, byte for byte. */
class ChunksProperties {

    @Property
    void sendsWhatTheCodecWould(@ForAll("replies") List<Integer> chunks, @ForAll boolean chunked) {
        String own = sent(chunks, chunked, true);

        assertThat(own).isEqualTo(sent(chunks, chunked, false));
    }

    @Property(tries = 50)
    void keepsEachPromise(@ForAll("replies") List<Integer> chunks) {
        EmbeddedChannel socket = socket(true);

        List<ChannelFuture> written = write(socket, chunks, true);

        assertThat(written).allMatch(ChannelFuture::isSuccess);
        socket.finishAndReleaseAll();
    }

    @Provide
    Arbitrary<List<Integer>> replies() {
        Arbitrary<Integer> sizes = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(0, 200)),
                Tuple.of(1, Arbitraries.integers().between(1_000, 1_050)),
                Tuple.of(1, Arbitraries.integers().between(4_000, 70_000)));
        return sizes.list().ofMaxSize(8);
    }

    private static String sent(List<Integer> chunks, boolean chunked, boolean joined) {
        EmbeddedChannel socket = socket(joined);
        write(socket, chunks, chunked);
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf piece = socket.readOutbound(); piece != null; piece = socket.readOutbound()) {
            all.writeBytes(piece);
            piece.release();
        }
        socket.finishAndReleaseAll();
        return HexFormat.of().formatHex(ByteBufUtil.getBytes(all));
    }

    private static EmbeddedChannel socket(boolean joined) {
        EmbeddedChannel socket = new EmbeddedChannel();
        socket.pipeline().addLast("httpEncoder", new HttpResponseEncoder());
        if (joined) {
            Chunks.joinIn(socket.pipeline());
            assertThat(socket.pipeline().get(Chunks.class)).isNotNull();
        }
        return socket;
    }

    /** One reply in pieces, and a whole one after it on the same connection. */
    private static List<ChannelFuture> write(EmbeddedChannel socket, List<Integer> chunks, boolean chunked) {
        List<ChannelFuture> written = new ArrayList<>();
        written.add(socket.write(head(chunks, chunked)));
        chunks.forEach(size -> written.add(socket.write(new DefaultHttpContent(bytes(size)))));
        written.add(socket.write(LastHttpContent.EMPTY_LAST_CONTENT));
        DefaultFullHttpResponse next =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, bytes(10));
        HttpUtil.setContentLength(next, 10);
        written.add(socket.write(next));
        socket.flush();
        return written;
    }

    private static HttpResponse head(List<Integer> chunks, boolean chunked) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        if (chunked) {
            HttpUtil.setTransferEncodingChunked(head, true);
        } else {
            HttpUtil.setContentLength(
                    head, chunks.stream().mapToInt(size -> size).sum());
        }
        return head;
    }

    private static ByteBuf bytes(int size) {
        return Unpooled.wrappedBuffer("x".repeat(size).getBytes(StandardCharsets.US_ASCII));
    }
}
