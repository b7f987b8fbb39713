package dev.sluice.proxy.exchange.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.exchange.http1.ReplyParser.Part;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a reply says does not depend on how its bytes were cut on the way. */
class ReplyParserProperties {

    private static final String NEXT = "HTTP/1.1 200 OK\r\n";

    /** A reply as it is sent, and as it is meant. */
    record Sent(String bytes, int status, Map<String, String> fields, String body) {}

    @Property
    void tellsTheReplyOverAnyCut(@ForAll("replies") Sent sent, @ForAll("cuts") List<Integer> cuts) {
        ReplyParser parser = new ReplyParser();
        parser.begin(false);

        Told told = told(parser, sent.bytes(), cuts);

        assertThat(told.body.toString()).isEqualTo(sent.body());
        assertThat(told.ended).isTrue();
        assertThat(parser.head().status()).isEqualTo(sent.status());
        sent.fields()
                .forEach((name, value) ->
                        assertThat(parser.head().fields().get(name)).isEqualTo(value));
    }

    @Property
    void leavesWhatFollowsTheReply(@ForAll("replies") Sent sent) {
        ReplyParser parser = new ReplyParser();
        parser.begin(false);
        ByteBuf in = Unpooled.copiedBuffer(sent.bytes() + NEXT, StandardCharsets.ISO_8859_1);

        Told told = new Told();
        told.take(parser, in);

        assertThat(told.ended).isTrue();
        assertThat(in.toString(StandardCharsets.ISO_8859_1)).isEqualTo(NEXT);
    }

    @Property
    void asksForMoreUntilAllIsThere(@ForAll("replies") Sent sent, @ForAll("cuts") List<Integer> cuts) {
        ReplyParser parser = new ReplyParser();
        parser.begin(false);

        Told told = told(parser, sent.bytes().substring(0, sent.bytes().length() - 1), cuts);

        assertThat(told.ended).isFalse();
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 40).list().ofMinSize(1).ofMaxSize(20);
    }

    @Provide
    Arbitrary<Sent> replies() {
        Arbitrary<Integer> status = Arbitraries.of(200, 201, 400, 404, 429, 500, 503);
        Arbitrary<Map<String, String>> fields = Arbitraries.maps(
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .withChars('-')
                                .ofMinLength(1)
                                .ofMaxLength(30)
                                .map(name -> "x-" + name),
                        Arbitraries.strings().withCharRange('!', '~').ofMaxLength(60))
                .ofMaxSize(6);
        Arbitrary<String> interim = Arbitraries.of(
                "",
                "",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 103 Early\r\nlink: x\r\n\r\nHTTP/1.1 102 Wait\r\n\r\n");
        return Combinators.combine(interim, status, fields, bodies()).as((before, code, named, body) -> {
            String head = named.entrySet().stream()
                    .map(field -> field.getKey() + ": \t" + field.getValue() + " \r\n")
                    .collect(Collectors.joining());
            return new Sent(
                    before + "HTTP/1.1 " + code + " Said\r\n" + head + body.framing() + "\r\n" + body.bytes(),
                    code,
                    named,
                    body.text());
        });
    }

    private record Framed(String framing, String bytes, String text) {}

    private static Arbitrary<Framed> bodies() {
        Arbitrary<String> texts =
                Arbitraries.strings().withCharRange((char) 0, (char) 255).ofMaxLength(3_000);
        Arbitrary<Framed> whole =
                texts.map(text -> new Framed("Content-Length: " + text.length() + "\r\n", text, text));
        Arbitrary<String> extensions = Arbitraries.of("", "", ";a=b", " ;x", ";\"q\"");
        Arbitrary<String> trailers = Arbitraries.of("", "", "x-sum: 1\r\n", "a: b\r\nc: d\r\n");
        Arbitrary<Framed> chunked = Combinators.combine(
                        texts.filter(text -> !text.isEmpty()).list().ofMaxSize(5), extensions, trailers)
                .as((chunks, extension, trailer) -> new Framed(
                        "transfer-encoding: Chunked\r\n",
                        chunks.stream()
                                        .map(chunk -> Integer.toHexString(chunk.length()) + extension + "\r\n" + chunk
                                                + "\r\n")
                                        .collect(Collectors.joining())
                                + "0" + extension + "\r\n" + trailer + "\r\n",
                        String.join("", chunks)));
        return Arbitraries.oneOf(List.of(whole, chunked));
    }

    private static Told told(ReplyParser parser, String text, List<Integer> cuts) {
        Told told = new Told();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int at = 0;
        for (int turn = 0; at < bytes.length; turn++) {
            int length = Math.min(cuts.get(turn % cuts.size()), bytes.length - at);
            ByteBuf in = Unpooled.wrappedBuffer(bytes, at, length);
            told.take(parser, in);
            assertThat(in.isReadable()).isFalse();
            at += length;
        }
        return told;
    }

    private static final class Told {

        private final StringBuilder body = new StringBuilder();
        private final List<Part> parts = new ArrayList<>();
        private boolean ended;

        void take(ReplyParser parser, ByteBuf in) {
            Part part = parser.next(in);
            while (part == Part.HEAD || part == Part.BYTES) {
                parts.add(part);
                if (part == Part.BYTES) {
                    body.append(in.readCharSequence(parser.length(), StandardCharsets.ISO_8859_1));
                }
                part = parser.next(in);
            }
            ended = part == Part.END;
        }
    }
}
