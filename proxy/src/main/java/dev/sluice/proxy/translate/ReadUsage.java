package dev.sluice.proxy.translate;

import dev.sluice.api.Metering;
import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.stream.Event;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider has told of a reply's usage, whatever the client's dialect could say of it. On the call's event loop. */
final class ReadUsage implements Metering {

    private @Nullable Usage usage;
    private @Nullable String tier;

    /** Of a reply that is still coming. */
    ReadUsage() {}

    /** Of a reply that is all there. */
    ReadUsage(@Nullable Usage usage, @Nullable String tier) {
        this.usage = usage;
        this.tier = tier;
    }

    /** The provider's stream says something in an event; how it was served it may know by its end only. */
    void hear(ChatEvent said, Event event, @Nullable ReplyLens lens) {
        if (said instanceof ChatEvent.Start start) {
            tier = start.serviceTier();
        } else if (said instanceof ChatEvent.Used used) {
            usage = used.usage();
            Usage own = lens == null ? null : lens.summary(List.of(event)).usage();
            tier = own == null || own.tier().isEmpty() ? tier : own.tier();
        }
    }

    @Override
    public @Nullable Usage told(@Nullable Usage read) {
        return usage == null ? null : usage.withTier(tier);
    }

    @Override
    public @Nullable Usage complete(@Nullable Usage told) {
        return told;
    }

    @Override
    public @Nullable BigDecimal cost(Usage used) {
        return null; // Whoever knows prices says so.
    }
}
