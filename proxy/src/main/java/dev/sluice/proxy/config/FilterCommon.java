package dev.sluice.proxy.config;

import dev.sluice.api.OnError;
import dev.sluice.api.config.Doc;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keys that every filter's config may have beside its own. */
@Doc("Keys that every filter may have.")
public record FilterCommon(
        @Doc("What the filter's own failure means for the call; the filter's own choice unless set.") @Nullable OnError onError,

        @Doc("Time that the filter may take by itself for one call; server.filter-timeout unless set.") @Nullable Duration deadline) {}
