package dev.sluice.plugins.cache;

import dev.sluice.api.Metering;
import dev.sluice.api.Usage;
import java.math.BigDecimal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a reply has used for which nobody was asked: what its provider has told, or the host has counted, when it came for another call. It
 * costs nothing again.
 *
 * @param known on any thread; null while that is not known, or if it never is
 * @param before says meanwhile what the reply has used
 */
record Retold(Supplier<@Nullable Usage> known, Metering before) implements Metering {

    /** Of a reply that was kept. */
    static Metering of(@Nullable Usage usage) {
        return usage == null ? Metering.NONE : new Retold(() -> usage, Metering.NONE);
    }

    @Override
    public @Nullable Usage told(@Nullable Usage read) {
        Usage usage = known.get();
        return usage == null ? before.told(read) : usage;
    }

    @Override
    public @Nullable Usage complete(@Nullable Usage told) {
        return known.get() == null ? before.complete(told) : told;
    }

    @Override
    public @Nullable BigDecimal cost(Usage usage) {
        return null;
    }
}
