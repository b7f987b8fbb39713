package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Usage;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What lies where others write, too, is what was put there or nothing. */
class PackingTest {

    private static final Entry ENTRY = new Entry(
            Instant.ofEpochMilli(1_700_000_000_000L),
            Duration.ofMinutes(1),
            new Form("openai", "chat-completions", true, "", true),
            "text/event-stream",
            Set.of("all", "tag:,\"all\":1"),
            false,
            true,
            Usage.of(3, 7),
            Buffer.buffer("data: one\n\n".repeat(500)));

    private static final Buffer PACKED = Packing.pack(ENTRY);

    @Property
    void isNothingOrTheSameWhereAByteHasChanged(@ForAll int place, @ForAll @IntRange(min = 1, max = 255) int change) {
        Buffer spoilt = PACKED.copy();
        int at = Math.floorMod(place, spoilt.length());
        spoilt.setByte(at, (byte) (spoilt.getByte(at) ^ change));

        Optional<Entry> read = Packing.unpack(spoilt);

        assertThat(read).as("with another byte at " + at).isIn(Optional.empty(), Optional.of(ENTRY));
    }

    @Property
    void isNothingWhereItWasCut(@ForAll int place) {
        Buffer cut = PACKED.getBuffer(0, Math.floorMod(place, PACKED.length()));

        assertThat(Packing.unpack(cut)).isEmpty();
    }
}
