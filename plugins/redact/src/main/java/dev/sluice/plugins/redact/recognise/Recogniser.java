package dev.sluice.plugins.redact.recognise;

import io.vertx.core.Future;
import java.util.List;

/** Finds names in texts. */
@FunctionalInterface
public interface Recogniser {

    /**
     * Looks at all texts of a call.
     *
     * @param texts each once
     * @return what stands in them; a failure if the call must not go on without
     */
    Future<Named> find(List<String> texts);
}
