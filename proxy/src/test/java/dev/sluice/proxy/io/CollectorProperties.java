package dev.sluice.proxy.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What was put in comes out, in its order, however it was cut. */
class CollectorProperties {

    @Property(tries = 200)
    void allBytesComeOutInTheirOrder(@ForAll @Size(max = 40) List<@IntRange(max = 9_000) Integer> sizes) {
        // given
        Collector collector = new Collector(1 << 20);
        Buffer expected = Buffer.buffer();
        // when
        for (int i = 0; i < sizes.size(); i++) {
            Buffer chunk = Buffer.buffer(new byte[sizes.get(i)]);
            for (int at = 0; at < chunk.length(); at++) {
                chunk.setByte(at, (byte) (i * 31 + at));
            }
            expected.appendBuffer(chunk);
            assertThat(collector.add(chunk)).isTrue();
        }
        // then
        assertThat(collector.bytes()).isEqualTo(expected);
    }

    @Property(tries = 200)
    void whatHasComeCanBeLookedAtBetweenChunks(
            @ForAll @IntRange(max = 9_000) int first, @ForAll @IntRange(max = 9_000) int second) {
        // given
        Collector collector = new Collector(1 << 20);
        collector.add(Buffer.buffer(new byte[first]));
        collector.add(Buffer.buffer(new byte[second]));
        // when
        Buffer early = collector.bytes();
        collector.add(Buffer.buffer(new byte[second]));
        // then
        assertThat(early.length()).isEqualTo(first + second);
        assertThat(collector.bytes().length()).isEqualTo(first + 2 * second);
    }

    @Property(tries = 200)
    void whatIsTooMuchIsRefusedAndLeavesTheRestAsItWas(@ForAll @IntRange(max = 100) int room) {
        // given
        Collector collector = new Collector(room);
        collector.add(Buffer.buffer(new byte[room]));
        // when
        boolean added = collector.add(Buffer.buffer(new byte[1]));
        // then
        assertThat(added).isFalse();
        assertThat(collector.bytes().length()).isEqualTo(room);
    }
}
