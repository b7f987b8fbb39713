package dev.sluice.proxy.exchange.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proxy.exchange.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is spelled is what Netty's codec of servers reads. */
class RequestWriterProperties {

    private static final String TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~";

    @Property
    void isReadAsItWasMeant(
            @ForAll("fields") Map<String, String> fields, @ForAll("targets") String uri, @ForAll byte[] body) {
        MultiMap all = MultiMap.caseInsensitiveMultiMap().addAll(fields).set("content-length", "" + body.length);

        FullHttpRequest read = read(new Request(HttpMethod.POST, uri, all), Buffer.buffer(body));

        assertThat(read.method().name()).isEqualTo("POST");
        assertThat(read.uri()).isEqualTo(uri);
        fields.forEach((name, value) -> assertThat(read.headers().get(name)).isEqualTo(value.strip()));
        byte[] came = new byte[read.content().readableBytes()];
        read.content().readBytes(came);
        assertThat(came).isEqualTo(body);
        read.release();
    }

    @Property
    void refusesWhatNoFieldCanHave(
            @ForAll("unsendable") char one, @ForAll("values") String before, @ForAll("values") String after) {
        Request request = new Request(
                HttpMethod.GET, "/", MultiMap.caseInsensitiveMultiMap().add("x", before + one + after));

        assertThatThrownBy(() -> spell(request))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain(before + one);
    }

    @Property
    void refusesWhatNoAddressCanHave(@ForAll("unsendableInTarget") char one, @ForAll("targets") String before) {
        Request request = new Request(HttpMethod.GET, before + one, MultiMap.caseInsensitiveMultiMap());

        assertThatThrownBy(() -> spell(request)).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<Map<String, String>> fields() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars(TOKEN)
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(name -> "x" + name);
        return Arbitraries.maps(names, values()).ofMaxSize(8).filter(RequestWriterProperties::differ);
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .withCharRange('\u00a1', '\u00ff')
                .ofMinLength(1)
                .ofMaxLength(200);
    }

    @Provide
    Arbitrary<String> targets() {
        return Arbitraries.strings().withCharRange('!', '~').ofMaxLength(300).map(path -> "/" + path);
    }

    @Provide
    Arbitrary<Character> unsendable() {
        return Arbitraries.chars().filter(one -> (one < ' ' && one != '\t') || one == 0x7F || one > 0xFF);
    }

    @Provide
    Arbitrary<Character> unsendableInTarget() {
        return Arbitraries.chars().filter(one -> one <= ' ' || one == 0x7F || one > 0xFF);
    }

    private static boolean differ(Map<String, String> fields) {
        return fields.keySet().stream().map(String::toLowerCase).distinct().count() == fields.size();
    }

    private static ByteBuf spell(Request request) {
        return new RequestWriter().spell(request, Buffer.buffer(), UnpooledByteBufAllocator.DEFAULT);
    }

    private static FullHttpRequest read(Request request, Buffer body) {
        EmbeddedChannel server = new EmbeddedChannel(new HttpRequestDecoder(), new HttpObjectAggregator(1 << 20));
        server.writeInbound(new RequestWriter().spell(request, body, UnpooledByteBufAllocator.DEFAULT));
        FullHttpRequest read = server.readInbound();
        assertThat(read.decoderResult().isSuccess()).isTrue();
        server.finishAndReleaseAll();
        return read;
    }
}
