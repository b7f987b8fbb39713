package dev.sluice.plugins.record;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a record is spelled. A small one on the event loop, at once: its parts are still in the processor's caches, and
 * its line takes a tenth of the memory in which they would wait. One that is large, or has something to hide, on the writer's
 * thread. Any thread.
 */
final class Speller {

    /** Up to this much is spelled at once, in bytes: some microseconds of work. */
    static final int QUICK = 24 * 1024;

    private final RecordLine line;
    private final boolean masks;
    private final AtomicReference<@Nullable JsonOut> spare = new AtomicReference<>();

    Speller(RecordConfig config) {
        this.line = new RecordLine(config);
        this.masks = config.hides();
    }

    Waiting spell(Entry entry) {
        boolean hides = masks || entry.noted().masking() != null;
        return hides || entry.size() > QUICK ? new Waiting.Unspelled(entry, line) : spelled(entry);
    }

    private Waiting spelled(Entry entry) {
        JsonOut taken = spare.getAndSet(null);
        JsonOut out = taken == null ? new JsonOut() : taken;
        out.backTo(0);
        line.write(entry, out);
        Waiting spelled = new Waiting.Spelled(out.copy());
        spare.set(out);
        return spelled;
    }
}
