package dev.sluice.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SliceSearchProperties {

    @Property
    void findsTheFirstOfTwoBytesWhereverTheyAre(
            @ForAll @Size(max = 60) @ByteRange(min = 9, max = 14) byte[] bytes,
            @ForAll @IntRange(max = 60) int start,
            @ForAll @IntRange(max = 60) int end) {
        int from = Math.min(Math.min(start, end), bytes.length);
        int to = Math.min(Math.max(start, end), bytes.length);

        int found = new Slice(bytes, 0, to).indexOfEither('\n', '\r', from);

        int expected = from;
        while (expected < to && bytes[expected] != 10 && bytes[expected] != 13) {
            expected++;
        }
        assertThat(found).isEqualTo(expected);
    }

    @Property
    void takesNoByteBeyondAsciiForAnother(@ForAll byte[] bytes) {
        int found = Slice.of(bytes).indexOfEither('\n', '\r', 0);

        int expected = 0;
        while (expected < bytes.length && bytes[expected] != 10 && bytes[expected] != 13) {
            expected++;
        }
        assertThat(found).isEqualTo(expected);
    }
}
