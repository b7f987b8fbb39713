package dev.sluice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.TextLens;
import dev.sluice.api.stream.Coding.CodingException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodingTest {
    private static final String TEXT = "Grüße aus 東京, ".repeat(50);

    @Property(tries = 200)
    void decodesAStreamTheSameHoweverItWasCut(
            @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 40) Integer> sizes, @ForAll boolean gzip) {
        Buffer content = Buffer.buffer();
        for (int i = 0; i < 20; i++) {
            content.appendBuffer(TextLens.event("piece " + i).raw());
        }
        String coding = gzip ? "gzip" : "deflate";

        Source<Frames> decoded = Coding.decode(coding, cut(Encoder.encode(coding, content), sizes), Framing.sse());

        Buffer all = Buffer.buffer();
        Sources.collect(decoded).result().forEach(frames -> all.appendBuffer(frames.raw()));
        assertThat(all).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "X-Gzip", " deflate ", "identity"})
    void decodesABody(String coding) {
        Buffer decoded = Coding.decode(coding, Encoder.encode(coding, Buffer.buffer(TEXT)));

        assertThat(decoded.toString()).isEqualTo(TEXT);
    }

    @Property(tries = 100)
    void decodesAllThatWasPackedOneAfterTheOther(
            @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 40) Integer> sizes) {
        Buffer packed = Encoder.encode("gzip", TextLens.event("one").raw())
                .copy()
                .appendBuffer(Encoder.encode("gzip", TextLens.event("two").raw()));

        Source<Frames> decoded = Coding.decode("gzip", cut(packed, sizes), Framing.sse());

        Buffer all = Buffer.buffer();
        Sources.collect(decoded).result().forEach(frames -> all.appendBuffer(frames.raw()));
        assertThat(all)
                .isEqualTo(TextLens.event("one")
                        .raw()
                        .copy()
                        .appendBuffer(TextLens.event("two").raw()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void knowsWhereABodyEnds(String coding) {
        Buffer packed = Encoder.encode(coding, Buffer.buffer("content"));

        assertThat(isComplete(coding, packed)).isTrue();
        for (int end = 0; end < packed.length(); end++) {
            assertThat(isComplete(coding, packed.slice(0, end)))
                    .as("%d bytes", end)
                    .isFalse();
        }
    }

    @Test
    void knowsThatASecondOfTwoIsCutOff() {
        Buffer two = Encoder.encode("gzip", Buffer.buffer("one")).copy();
        int first = two.length();
        two.appendBuffer(Encoder.encode("gzip", Buffer.buffer("two")));

        assertThat(isComplete("gzip", two)).isTrue();
        for (int end = first + 1; end < two.length(); end++) {
            assertThat(isComplete("gzip", two.slice(0, end)))
                    .as("%d bytes", end)
                    .isFalse();
        }
    }

    private static boolean isComplete(String coding, Buffer packed) {
        try (Decoder decoder = new Decoder(coding, Framing.opaque())) {
            decoder.feed(packed);
            return decoder.isComplete();
        }
    }

    @Test
    void takesNoBytesForNoContent() {
        assertThat(Coding.decode("gzip", Buffer.buffer()).length()).isZero();
    }

    @Test
    void refusesBytesThatAreOfNoCoding() {
        assertThatThrownBy(() -> Coding.decode("gzip", Buffer.buffer("this is plain text")))
                .isInstanceOf(CodingException.class)
                .hasMessageContaining("not of its content-encoding");
    }

    @Test
    void refusesABodyThatGrowsTooLarge() {
        Buffer bomb = Encoder.encode("gzip", Buffer.buffer(new byte[Coding.MAX_DECODED + 1]));

        assertThatThrownBy(() -> Coding.decode("gzip", bomb)).isInstanceOf(CodingException.class);
    }

    @Test
    void refusesACodingThatItDoesNotKnow() {
        assertThatThrownBy(() -> Coding.decode("br", Buffer.buffer("x")))
                .isInstanceOf(CodingException.class)
                .hasMessageContaining("'br'");
    }

    @ParameterizedTest
    @CsvSource({"gzip,true", "GZIP,true", "x-gzip,true", "deflate,true", "identity,true", "br,false", "zstd,false"})
    void knowsWhatItKnows(String coding, boolean known) {
        assertThat(Coding.isKnown(coding)).isEqualTo(known);
    }

    @Test
    void cancelsWhatIsEncoded() {
        ManualSource<Frames> encoded = new ManualSource<>();
        Source<Frames> decoded = Coding.decode("gzip", encoded, Framing.sse());
        Future<Frames> pending = decoded.next();

        decoded.cancel();

        assertThat(pending.failed()).isTrue();
        assertThat(encoded.isCancelled()).isTrue();
    }

    @Test
    void failsWithTheEncodedStream() {
        ManualSource<Frames> encoded = new ManualSource<>();
        Future<Frames> pending = Coding.decode("gzip", encoded, Framing.sse()).next();

        encoded.fail(new IllegalStateException("broken"));

        assertThat(pending.cause()).hasMessage("broken");
    }

    private static Source<Frames> cut(Buffer bytes, List<Integer> sizes) {
        List<Frames> chunks = new ArrayList<>();
        int at = 0;
        for (int size : sizes) {
            int end = Math.min(bytes.length(), at + size);
            chunks.add(Framing.opaque().feed(bytes.getBuffer(at, end)));
            at = end;
        }
        chunks.add(Framing.opaque().feed(bytes.getBuffer(at, bytes.length())));
        return Sources.of(chunks);
    }
}
