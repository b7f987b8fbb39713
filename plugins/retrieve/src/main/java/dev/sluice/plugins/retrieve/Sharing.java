package dev.sluice.plugins.retrieve;

import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.index.CollectionIndex;
import dev.sluice.plugins.retrieve.index.IndexMismatchException;
import dev.sluice.plugins.retrieve.index.NothingPublishedException;
import java.time.Duration;

/** Publishes a collection's commits, or follows those of another, every so often; what fails is said, and tried again. */
final class Sharing {

    private final CollectionIndex index;
    private final String collection;
    private final Duration every;
    private final PluginContext context;
    private String said = "";

    Sharing(CollectionIndex index, String collection, Duration every, PluginContext context) {
        this.index = index;
        this.collection = collection;
        this.every = every;
        this.context = context;
    }

    /** Begins to; ends with the context. */
    void next() {
        context.timers()
                .after(
                        every,
                        () -> context.blocking(() -> {
                                    index.share(context.timers().now());
                                    return null;
                                })
                                .onComplete(done -> {
                                    say(done.failed() ? problem(done.cause()) : "");
                                    next();
                                }));
    }

    /** What says to a person what to do, as it is; of all else what it is, too. */
    private static String problem(Throwable failure) {
        return failure instanceof NothingPublishedException || failure instanceof IndexMismatchException
                ? String.valueOf(failure.getMessage())
                : failure.toString();
    }

    /** Once for each thing that is wrong, not once a second. */
    private void say(String problem) {
        if (!problem.isEmpty() && !problem.equals(said)) {
            context.logger()
                    .atWarn()
                    .addKeyValue("collection", collection)
                    .addKeyValue("problem", problem)
                    .log("The collection's index could not be shared; searches go on with what they see");
        }
        said = problem;
    }
}
