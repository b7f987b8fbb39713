package dev.sluice.plugins.guard;

import dev.sluice.plugins.guard.scan.Finding;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** A model that judges texts, wherever it runs. */
@FunctionalInterface
interface Classifier {

    /**
     * Judges one text.
     *
     * @param text all that is to be judged
     * @return what is worst in it, null if nothing is; a failure if there is no answer
     */
    Future<@Nullable Finding> classify(String text);
}
