package dev.sluice.api.stream;

import dev.sluice.api.json.Slice;
import io.vertx.core.buffer.Buffer;

/** Frames a stream at the places that a {@link Cutter} finds; what lies after the last is carried over, up to a limit. */
final class CutFraming implements Framing {
    private final Cutter cutter;
    private final Carry carry;

    CutFraming(Cutter cutter, int maxEventBytes) {
        this.cutter = cutter;
        this.carry = new Carry(maxEventBytes);
    }

    @Override
    public Frames feed(Buffer chunk) {
        boolean fresh = carry.isEmpty();
        int searched = carry.length();
        Slice bytes = fresh ? Slice.of(chunk) : carry.join(Slice.of(chunk));
        int cut = cutter.lastBoundary(bytes, bytes.start() + searched);
        carry.keep(new Slice(bytes.array(), cut, bytes.end()));
        Slice whole = new Slice(bytes.array(), bytes.start(), cut);
        return frames(whole, fresh && cut == bytes.end() ? chunk : whole.toBuffer());
    }

    @Override
    public Frames end() {
        Slice rest = carry.all();
        return frames(rest, rest.toBuffer());
    }

    private Frames frames(Slice whole, Buffer raw) {
        return whole.isEmpty() ? Frames.NONE : Frames.of(raw, cutter.cut(whole));
    }
}
