package dev.sluice.plugins.retrieve;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.index.Chunk;
import dev.sluice.plugins.retrieve.index.Document;
import dev.sluice.plugins.retrieve.index.Entry;
import dev.sluice.plugins.retrieve.index.StoredDocument;
import dev.sluice.plugins.retrieve.ingest.Block;
import dev.sluice.plugins.retrieve.ingest.Chunker;
import dev.sluice.plugins.retrieve.ingest.DocumentReader;
import dev.sluice.plugins.retrieve.ingest.UnreadableException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Takes documents in: reads, cuts, embeds and writes them, a few at a time. What it reports as indexed survives a crash. */
final class Intake {

    private static final int READERS = 4;
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final Shelf shelf;
    private final DocumentReader reader;
    private final Chunker chunker;
    private final @Nullable Embedder embedder;
    private final PluginContext context;
    private final Semaphore readers = new Semaphore(READERS, true);
    private final String madeWith;

    Intake(
            Shelf shelf,
            CollectionConfig config,
            DocumentReader reader,
            @Nullable Embedder embedder,
            PluginContext context) {
        this.shelf = shelf;
        this.reader = reader;
        this.embedder = embedder;
        this.context = context;
        this.chunker = new Chunker(config.chunkTokens(), config.overlap(), this::tokens);
        this.madeWith = config.chunkTokens() + "/" + config.overlap();
    }

    /** Puts a document in the place of the one with its id. Fails only if the index cannot be written, or with an {@link EmbeddingException}. */
    Future<Report> put(Incoming incoming) {
        String id = incoming.document().id();
        Writing writing = shelf.writing();
        writing.expect();
        return context.blocking(() -> read(incoming))
                .compose(reading -> reading.known() != null ? Future.succeededFuture(reading.known()) : write(reading))
                .recover(failure -> failure instanceof UnreadableException
                        ? Future.succeededFuture(Report.failed(id, String.valueOf(failure.getMessage())))
                        : Future.failedFuture(failure))
                .onComplete(done -> writing.expectNoMore());
    }

    /** Removes a document; one that was not read again for what it did is, when it comes again. */
    Future<Report> remove(String id) {
        return context.blocking(() -> shelf.attempts().forget(id))
                .compose(forgotten -> shelf.writing().remove(id))
                .map(removed -> new Report(id, Report.Status.REMOVED, 0, ""));
    }

    private Reading read(Incoming incoming) throws Exception {
        String hash = incoming.hash(madeWith);
        String id = incoming.document().id();
        Optional<StoredDocument> there = shelf.index().find(id);
        if (there.isPresent() && there.get().hash().equals(hash)) {
            return new Reading(
                    incoming.document(),
                    hash,
                    List.of(),
                    new Report(id, Report.Status.UNCHANGED, there.get().chunks(), ""));
        }
        return new Reading(incoming.document(), hash, chunker.cut(blocks(incoming, hash)), null);
    }

    private List<Block> blocks(Incoming incoming, String hash) throws Exception {
        Attempts attempts = shelf.attempts();
        if (attempts.hasFailed(hash)) {
            throw UnreadableException.endedTheProcess();
        }
        int places = attempts.isSuspected(hash) ? READERS : 1;
        readers.acquire(places);
        try {
            return DocumentReader.parses(incoming.name(), incoming.mediaType())
                    ? marked(incoming, hash, attempts)
                    : reader.read(incoming.name(), incoming.mediaType(), incoming.bytes());
        } finally {
            readers.release(places);
        }
    }

    private List<Block> marked(Incoming incoming, String hash, Attempts attempts) throws Exception {
        attempts.begin(hash, incoming.document().id());
        try {
            return reader.read(incoming.name(), incoming.mediaType(), incoming.bytes());
        } finally {
            attempts.end(hash);
        }
    }

    private Future<Report> write(Reading reading) {
        return vectors(reading.chunks())
                .compose(vectors ->
                        shelf.writing().put(new Entry(reading.document(), reading.hash(), reading.chunks(), vectors)))
                .map(written -> new Report(
                        reading.document().id(),
                        Report.Status.INDEXED,
                        reading.chunks().size(),
                        ""));
    }

    private Future<List<float[]>> vectors(List<Chunk> chunks) {
        Embedder model = embedder;
        return model == null
                ? Future.succeededFuture(List.of())
                : Passages.vectors(model, chunks.stream().map(Chunk::searchable).toList())
                        .recover(failure -> Future.failedFuture(EmbeddingException.of(model, failure)));
    }

    private int tokens(String text) {
        return embedder == null ? text.length() / CHARACTERS_PER_TOKEN : embedder.tokens(text);
    }

    /** A document that was read, without its bytes; {@code known} is the report if there is nothing to write. */
    private record Reading(
            Document document,
            String hash,
            List<Chunk> chunks,
            @Nullable Report known) {}
}
