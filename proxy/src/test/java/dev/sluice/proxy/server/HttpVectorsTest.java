package dev.sluice.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that two servers might cut differently are refused, or reach the provider as requests that can be cut in one way
 * only: a few that are kept here, and all of {@code http/llhttp.jsonl} below the folder that {@code sluice.cases} names.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpVectorsTest {

    private static final String LINE = "[!#$%&'*+.^_`|~0-9A-Za-z-]+ /[\\x21-\\x7e]* HTTP/1\\.1";
    private static final String FIELD = "[!#$%&'*+.^_`|~0-9A-Za-z-]+: [\\t\\x20-\\x7e\\x80-\\xff]*";

    private FakeProvider provider;
    private ProxyHarness proxy;

    @BeforeAll
    void start() throws IOException {
        provider = FakeProvider.answering(FakeProvider.json("{}"));
        proxy = ProxyHarness.before(provider, "header-timeout: 150ms, body-timeout: 150ms, idle-timeout: 150ms", "");
    }

    @AfterAll
    void stop() throws IOException {
        proxy.close();
        provider.close();
    }

    static Stream<Arguments> own() {
        return Stream.of(
                arguments("two that follow each other", put("", "") + put("", ""), 2),
                arguments("a length of several digits", put("content-length: 0003", "abc"), 1),
                arguments("the same length twice", put("content-length: 3\r\ncontent-length: 3", "abc"), 1),
                arguments("the same length in a list", put("content-length: 3, 3", "abc"), 1),
                arguments("a length with a sign", put("content-length: +3", "abc"), 0),
                arguments("a length of sixteen", put("content-length: 0x3", "abc"), 0),
                arguments("a length beyond counting", put("content-length: 99999999999999999999", "abc"), 0),
                arguments("chunks", put("transfer-encoding: chunked", "3\r\nabc\r\n0\r\n\r\n"), 1),
                arguments(
                        "chunks with an extension", put("transfer-encoding: chunked", "3;a=b\r\nabc\r\n0\r\n\r\n"), 1),
                arguments(
                        "chunks and a trailer", put("transfer-encoding: chunked", "3\r\nabc\r\n0\r\nx: y\r\n\r\n"), 1),
                arguments("chunks of a negative size", put("transfer-encoding: chunked", "-3\r\nabc\r\n0\r\n\r\n"), 0),
                arguments("chunks of a huge size", put("transfer-encoding: chunked", "fffffffffffffffff\r\nabc"), 0),
                arguments("a chunk longer than it says", put("transfer-encoding: chunked", "2\r\nabc\r\n0\r\n\r\n"), 0),
                arguments("chunks, folded", put("transfer-encoding:\r\n chunked", "3\r\nabc\r\n0\r\n\r\n"), 1),
                arguments("chunks, cloaked", put("transfer-encoding: \u000bchunked", "3\r\nabc\r\n0\r\n\r\n"), 0),
                arguments("a space before the colon", put("transfer-encoding : chunked", "0\r\n\r\n"), 0),
                arguments("a field with no name", put(": x", ""), 0),
                arguments("a field with a zero in it", put("x: a\u0000b", ""), 0),
                arguments("a field with a bare carriage return", put("x: a\rcontent-length: 3", ""), 0),
                arguments("a target with a space", "GET /providers/openai/a b HTTP/1.1\r\nhost: x\r\n\r\n", 0),
                arguments("a version of the future", "GET /providers/openai/a HTTP/1.2\r\nhost: x\r\n\r\n", 0),
                arguments("two hosts", put("host: y", ""), 0),
                arguments("no host", "GET /providers/openai/a HTTP/1.1\r\n\r\n", 0),
                arguments("no host in HTTP/1.0", "GET /providers/openai/a HTTP/1.0\r\n\r\n", 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"own", "given"})
    void isRefusedOrReachesTheProviderAsWhatItIs(String name, String bytes, int most) throws IOException {
        provider.requests().clear();
        try (Wire client = proxy.connect()) {
            client.send(bytes).rest();
        }

        List<Message> sent = List.copyOf(provider.requests());
        assertThat(sent).hasSizeLessThanOrEqualTo(most).allSatisfy(HttpVectorsTest::isCanonical);
    }

    private static void isCanonical(Message request) {
        List<String> lines = List.of(request.head().strip().split("\r\n", -1));
        assertThat(lines.getFirst()).matches(LINE);
        assertThat(lines.subList(1, lines.size())).allMatch(line -> line.matches(FIELD));
        assertThat(request.all("host")).hasSize(1);
        List<String> lengths = request.all("content-length");
        List<String> codings = request.all("transfer-encoding");
        assertThat(lengths.size() + codings.size()).as("ways to find the end").isLessThan(2);
        assertThat(lengths)
                .allMatch(
                        length -> length.equals(Integer.toString(request.body().length())));
        assertThat(codings).allMatch("chunked"::equals);
    }

    private static String put(String fields, String body) {
        return "PUT /providers/openai/v1/files HTTP/1.1\r\nhost: x\r\n" + fields + (fields.isEmpty() ? "" : "\r\n")
                + "\r\n" + body;
    }

    /** Every vector is sent as it is, and once more to where anything reaches the provider. */
    static Stream<Arguments> given() throws IOException {
        String cases = System.getProperty("sluice.cases");
        if (cases == null) {
            return Stream.of();
        }
        return Files.readAllLines(Path.of(cases, "http/llhttp.jsonl")).stream()
                .map(line -> (Obj) Json.parse(Buffer.buffer(line)))
                .filter(vector -> Objects.requireNonNull(vector.text("type")).startsWith("request"))
                .flatMap(HttpVectorsTest::vector);
    }

    private static Stream<Arguments> vector(Obj vector) {
        String name = vector.text("id");
        byte[] bytes = HexFormat.of().parseHex(Objects.requireNonNull(vector.text("input_hex")));
        String input = new String(bytes, StandardCharsets.ISO_8859_1);
        int messages =
                Objects.requireNonNull(vector.number("messages_complete")).asInt();
        String reaching = input.replaceAll("(?m)^([A-Z-]+) (/[^ ]*) HTTP/", "$1 /providers/openai$2 HTTP/");
        return Stream.of(arguments(name, input, messages), arguments(name + ", reaching", reaching, messages));
    }
}
