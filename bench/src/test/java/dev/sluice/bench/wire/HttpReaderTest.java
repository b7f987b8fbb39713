package dev.sluice.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HttpReaderTest {

    private static final String MESSAGES = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
            + "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nt: v\r\n\r\n"
            + "HTTP/1.1 404 Not Found\nCONTENT-LENGTH:0\n\n"
            + "HTTP/1.1 200 OK\r\n\r\nto the end";

    /** Writes down what is heard, one entry a message. */
    private static final class Heard implements HttpReader.Listener {
        private final List<String> messages = new ArrayList<>();
        private final StringBuilder message = new StringBuilder();

        @Override
        public void startLine(byte[] line, int length) {
            message.append(new String(line, 0, length, US_ASCII)).append('|');
        }

        @Override
        public void body(ByteBuf data, int from, int length) {
            message.append(data.toString(from, length, US_ASCII));
        }

        @Override
        public void end() {
            messages.add(message.toString());
            message.setLength(0);
        }
    }

    @Property
    void readsTheSameMessagesForEveryCutOfTheBytes(
            @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 200) Integer> cuts) {
        Heard heard = new Heard();
        HttpReader reader = HttpReader.ofReplies(heard);

        int at = 0;
        for (int cut : cuts.stream()
                .sorted()
                .map(cut -> Math.min(cut, MESSAGES.length()))
                .toList()) {
            reader.read(bytes(MESSAGES.substring(at, cut)));
            at = cut;
        }
        reader.read(bytes(MESSAGES.substring(at)));
        reader.close();

        assertThat(heard.messages)
                .containsExactly(
                        "HTTP/1.1 200 OK|hello",
                        "HTTP/1.1 200 OK|abcde",
                        "HTTP/1.1 404 Not Found|",
                        "HTTP/1.1 200 OK|to the end");
    }

    @Test
    void aRequestWithoutLengthHasNoBody() {
        Heard heard = new Heard();

        HttpReader.ofRequests(heard).read(bytes("GET / HTTP/1.1\r\nhost: x\r\n\r\n"));

        assertThat(heard.messages).containsExactly("GET / HTTP/1.1|");
    }

    @Test
    void aChunkSizeThatIsNoneSaysWhatWasFound() {
        HttpReader reader = HttpReader.ofReplies(new Heard());

        assertThatThrownBy(() -> reader.read(bytes("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n")))
                .hasMessage("expected a chunk size, found zz");
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }
}
