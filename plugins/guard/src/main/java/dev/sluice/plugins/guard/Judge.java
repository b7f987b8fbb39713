package dev.sluice.plugins.guard;

import dev.sluice.api.text.Channel;
import io.vertx.core.Future;
import java.util.Map;

/** Judges texts that are all there, or a window of them, and may take its time. */
@FunctionalInterface
interface Judge {

    /**
     * Judges.
     *
     * @param texts what came since the last time, by channel
     * @return done if they may leave; a failure with a {@link dev.sluice.api.CallError} if not
     */
    Future<Void> judge(Map<Channel, String> texts);
}
