package dev.sluice.proxy.exchange.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proxy.exchange.http1.ReplyParser.Part;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no reply is refused, and what a reply says of its connection is heard. */
class ReplyParserTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n" + OK + "\r\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "http/1.1 200 OK\r\n\r\n",
                "HTTP/1.1  200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 099 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 200 OK\n\n",
                OK + "x: y\n\r\n",
                OK + " folded: first\r\n\r\n",
                OK + "no colon\r\n\r\n",
                OK + ": nameless\r\n\r\n",
                OK + "x : y\r\n\r\n",
                OK + "x: a\rb\r\n\r\n",
                OK + "x: \u0000\r\n\r\n",
                OK + "content-length: 1\r\ncontent-length: 2\r\n\r\n",
                OK + "content-length: 1, 2\r\n\r\n",
                OK + "content-length: -1\r\n\r\n",
                OK + "content-length: +1\r\n\r\n",
                OK + "content-length: 0x1\r\n\r\n",
                OK + "content-length:\r\n\r\n",
                OK + "content-length: 9999999999999999999\r\n\r\n",
                OK + "transfer-encoding: gzip\r\n\r\n",
                OK + "transfer-encoding: gzip, chunked\r\n\r\n",
                OK + "transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n",
                OK + "transfer-encoding: chunked\r\n\r\n\r\n",
                OK + "transfer-encoding: chunked\r\n\r\nx\r\n",
                OK + "transfer-encoding: chunked\r\n\r\n-1\r\n",
                OK + "transfer-encoding: chunked\r\n\r\n1\n",
                OK + "transfer-encoding: chunked\r\n\r\n123456789\r\n",
                OK + "transfer-encoding: chunked\r\n\r\n1\r\nab",
                OK + "transfer-encoding: chunked\r\n\r\n1;a\nb\r\n"
            })
    void refusesWhatIsNoReply(String bytes) {
        ReplyParser parser = new ReplyParser();
        parser.begin(false);
        ByteBuf in = bytes(bytes);

        assertThatThrownBy(() -> all(parser, in)).isInstanceOf(MalformedReply.class);
    }

    @Test
    void refusesAHeadWithoutEnd() {
        ReplyParser parser = new ReplyParser();
        parser.begin(false);
        ByteBuf in = bytes(OK + "x: y\r\n".repeat(12_000));

        assertThatThrownBy(() -> all(parser, in)).isInstanceOf(MalformedReply.class);
    }

    @Test
    void refusesTrailersWithoutEnd() {
        ReplyParser parser = new ReplyParser();
        parser.begin(false);
        ByteBuf in = bytes(OK + "transfer-encoding: chunked\r\n\r\n0\r\n" + "x: y\r\n".repeat(12_000));

        assertThatThrownBy(() -> all(parser, in)).isInstanceOf(MalformedReply.class);
    }

    @Test
    void refusesAnExtensionWithoutEnd() {
        ReplyParser parser = new ReplyParser();
        parser.begin(false);
        ByteBuf in = bytes(OK + "transfer-encoding: chunked\r\n\r\n1;" + "x".repeat(5_000));

        assertThatThrownBy(() -> all(parser, in)).isInstanceOf(MalformedReply.class);
    }

    @Test
    void refusesToBeToldToWaitForEver() {
        ReplyParser parser = new ReplyParser();
        parser.begin(false);
        ByteBuf in = bytes("HTTP/1.1 102 Wait\r\n\r\n".repeat(200));

        assertThatThrownBy(() -> all(parser, in)).isInstanceOf(MalformedReply.class);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, '', true",
        "HTTP/1.1, 'connection: close', false",
        "HTTP/1.1, 'Connection: x, Close', false",
        "HTTP/1.1, 'connection: keep-alive', true",
        "HTTP/1.0, '', false",
        "HTTP/1.0, 'connection: Keep-Alive', true",
        "HTTP/1.1, 'transfer-encoding: chunked', false",
    })
    void hearsWhetherAnotherMayFollow(String version, String field, boolean persistent) {
        ReplyParser parser = new ReplyParser();
        parser.begin(true);
        String line = field.isEmpty() ? "" : field + "\r\n";
        ByteBuf in = bytes(version + " 200 OK\r\ncontent-length: 0\r\n" + line + "\r\n");

        parser.next(in);

        assertThat(parser.head().persistent()).isEqualTo(persistent);
    }

    @ParameterizedTest
    @CsvSource({
        "'', -1",
        "'keep-alive: timeout=5, max=100', 5",
        "'Keep-Alive: max=100, Timeout=7', 7",
        "'keep-alive: timeout=x', -1",
        "'keep-alive: timeout=99999999999', -1",
        "'keep-alive: timeout', -1",
    })
    void hearsForHowLong(String field, int seconds) {
        ReplyParser parser = new ReplyParser();
        parser.begin(false);
        String line = field.isEmpty() ? "" : field + "\r\n";
        ByteBuf in = bytes(OK + "content-length: 0\r\n" + line + "\r\n");

        parser.next(in);

        assertThat(parser.head().idle()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({"204, false", "304, false", "200, true"})
    void takesNoBodyWhereThereIsNone(int status, boolean headOnly) {
        ReplyParser parser = new ReplyParser();
        parser.begin(headOnly);
        ByteBuf in = bytes("HTTP/1.1 " + status + " X\r\ncontent-length: 5\r\n\r\nHTTP/");

        parser.next(in);
        Part part = parser.next(in);

        assertThat(part).isEqualTo(Part.END);
        assertThat(in.readableBytes()).isEqualTo(5);
    }

    @Test
    void takesAllThatComesWhereNothingSaysHowMuch() {
        ReplyParser parser = new ReplyParser();
        parser.begin(false);
        ByteBuf in = bytes(OK + "\r\nabc");

        parser.next(in);
        Part part = parser.next(in);

        assertThat(part).isEqualTo(Part.BYTES);
        assertThat(parser.length()).isEqualTo(3);
        assertThat(parser.endsWithConnection()).isTrue();
    }

    @Test
    void makesOneOfFoldedLines() {
        ReplyParser parser = new ReplyParser();
        parser.begin(false);
        ByteBuf in = bytes(OK + "x: a\r\n  b\r\n\tc\r\ny: d\r\ncontent-length: 0\r\n\r\n");

        parser.next(in);

        assertThat(parser.head().fields().get("x")).isEqualTo("a b c");
        assertThat(parser.head().fields().get("y")).isEqualTo("d");
    }

    @Test
    void keepsLettersBeyondAscii() {
        ReplyParser parser = new ReplyParser();
        parser.begin(false);
        ByteBuf in = bytes(OK + "x: \u00e9\r\ncontent-length: 0\r\n\r\n");

        parser.next(in);

        assertThat(parser.head().fields().get("x")).isEqualTo("\u00e9");
    }

    @Test
    void takesOneLengthThatIsSaidTwice() {
        ReplyParser parser = new ReplyParser();
        parser.begin(false);
        ByteBuf in = bytes(OK + "content-length: 3, 3\r\ncontent-length: 3\r\n\r\nabc");

        parser.next(in);

        assertThat(parser.head().length()).isEqualTo(3);
    }

    private static void all(ReplyParser parser, ByteBuf in) {
        Part part = parser.next(in);
        while (part == Part.HEAD || part == Part.BYTES) {
            if (part == Part.BYTES) {
                in.skipBytes(parser.length());
            }
            part = parser.next(in);
        }
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }
}
