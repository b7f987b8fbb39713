package dev.sluice.plugins.retrieve;

import dev.sluice.api.admin.CommandContext;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.index.IndexMismatchException;
import dev.sluice.plugins.retrieve.index.Rebuild;
import dev.sluice.plugins.retrieve.index.SpoiltIndexException;
import dev.sluice.plugins.retrieve.ingest.Largest;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A collection that this process opens by itself, since no proxy serves it. Closed with the context it was opened in. */
final class OwnCollection implements Destination {

    private final OpenCollection open;

    private OwnCollection(OpenCollection open) {
        this.open = open;
    }

    /**
     * Opens a collection of the config.
     *
     * @param rebuild whether its index is made anew before
     * @param err told how far that is
     */
    static OwnCollection open(CommandContext command, String name, boolean rebuild, PrintWriter err)
            throws DestinationException, InterruptedException {
        PluginContext context = command.surroundings(RetrieveFilter.NAME);
        try {
            Path followed = OpenCollection.config(name, context).follow();
            if (followed != null) {
                throw new DestinationException("expected a collection that is written here, but '" + name + "' follows "
                        + followed + ": do it where it is published");
            }
            if (rebuild) {
                rebuild(context, name, err);
            }
            return new OwnCollection(await(OpenCollection.open(name, new Library(), context)));
        } catch (ExecutionException e) {
            throw explained(e.getCause() == null ? e : e.getCause());
        } catch (IOException | IndexMismatchException e) {
            throw explained(e);
        }
    }

    @Override
    public Largest largest() {
        return open.config().largest();
    }

    @Override
    public Report put(Incoming incoming) throws IOException, InterruptedException {
        try {
            return await(open.intake().put(incoming));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EmbeddingException failure) {
                return Report.failed(incoming.document().id(), String.valueOf(failure.getMessage()));
            }
            throw new IOException(e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public void close() {
        // The host closes the context, and with it the index, when the command is over.
    }

    private static void rebuild(PluginContext context, String name, PrintWriter err)
            throws IOException, ExecutionException, InterruptedException {
        CollectionConfig config = OpenCollection.config(name, context);
        @Nullable Embedder embedder = await(OpenCollection.embedder(config, context));
        Rebuild.Vectors vectors = texts -> embedder == null ? List.of() : waitedFor(embedder, texts);
        try {
            int documents = Rebuild.run(
                    context.dataFolder().resolve(name),
                    config.spec(embedder == null ? null : embedder.model()),
                    vectors);
            err.println("Made anew of " + documents + " documents.");
            err.flush();
        } catch (SpoiltIndexException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    "expected to make the index of the collection '" + name + "' anew in " + context.dataFolder()
                            + ", found: " + Reason.of(e)
                            + ". The index that was there stands. Mend that (make room, say), and give the command again",
                    e);
        }
    }

    private static List<float[]> waitedFor(Embedder embedder, List<String> texts) throws IOException {
        try {
            return await(Passages.vectors(embedder, texts));
        } catch (ExecutionException e) {
            throw new IOException(
                    "no vectors of " + embedder.model().name() + ", which failed: "
                            + Reason.of(e.getCause() == null ? e : e.getCause()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the embedder was not waited for", e);
        }
    }

    private static DestinationException explained(Throwable failure) {
        return new DestinationException(
                failure instanceof IOException
                                || failure instanceof IndexMismatchException
                                || failure instanceof IllegalArgumentException
                        ? Reason.of(failure)
                        : failure.toString(),
                failure);
    }

    private static <T extends @Nullable Object> T await(Future<T> future)
            throws ExecutionException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
