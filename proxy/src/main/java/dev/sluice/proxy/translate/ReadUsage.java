package dev.sluice.proxy.translate;

import dev.sluice.api.Metering;
import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatEvent;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a provider has told of a reply's usage, whatever the client's dialect could say of it. On the call's event loop. */
final class ReadUsage implements Metering {

    private @Nullable Usage usage;

    /** Of a reply that is still coming. */
    ReadUsage() {}

    /** Of a reply that is all there. */
    ReadUsage(@Nullable Usage usage) {
        this.usage = usage;
    }

    /** The provider's stream says something. */
    void hear(ChatEvent event) {
        if (event instanceof ChatEvent.Used used) {
            usage = used.usage();
        }
    }

    @Override
    public @Nullable Usage told(@Nullable Usage read) {
        return usage;
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
