package dev.sluice.plugins.retrieve.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.xml.sax.SAXException;

/**
 * Reads PDF, Office and HTML with Apache Tika, each document on a thread of its own that is given up when its time is over: parsers of
 * such formats can be made to run for ever. Tika itself breaks off what unpacks to far more than it is.
 */
public final class TikaExtractor implements Extractor {

    /** Threads at work, those among them that were given up and have not ended yet. */
    private static final int MOST = 8;

    private final AutoDetectParser parser = new AutoDetectParser();
    private final Semaphore threads = new Semaphore(MOST);
    private final Duration limit;
    private final long maxText;

    /**
     * Makes an extractor.
     *
     * @param limit time for one document
     * @param maxText most characters of one document
     */
    public TikaExtractor(Duration limit, long maxText) {
        this.limit = limit;
        this.maxText = maxText;
    }

    @Override
    public List<Block> blocks(String name, byte[] bytes) throws UnreadableException {
        FutureTask<List<Block>> task = new FutureTask<>(() -> parse(name, bytes));
        try {
            start(task);
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new UnreadableException(
                    "expected a document that is read within " + limit + ", found one that is not:"
                            + " export it as text, or raise read-timeout",
                    e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw explained(cause == null ? e : cause);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new UnreadableException("reading was broken off: send the document again", e);
        }
    }

    /** Waits for a thread: one that has just told its result is at work a little longer. */
    private void start(FutureTask<List<Block>> task) throws UnreadableException, InterruptedException {
        if (!threads.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new UnreadableException("expected at most " + MOST + " documents that are being read, found that many"
                    + " that do not end: send this one later");
        }
        Thread thread = Thread.ofPlatform().daemon().name("extract").unstarted(() -> {
            try {
                task.run();
            } finally {
                threads.release();
            }
        });
        thread.setContextClassLoader(TikaExtractor.class.getClassLoader()); // Where Tika looks for its parsers.
        thread.start();
    }

    private List<Block> parse(String name, byte[] bytes) throws IOException, SAXException, TikaException {
        XhtmlBlocks blocks = new XhtmlBlocks(maxText);
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        try (InputStream in = new ByteArrayInputStream(bytes)) {
            parser.parse(in, blocks, metadata, new ParseContext());
        }
        return blocks.blocks();
    }

    private static UnreadableException explained(Throwable cause) {
        return switch (cause) {
            case EncryptedDocumentException e ->
                new UnreadableException("expected a document that is open, found one with a password: take it off", e);
            case XhtmlBlocks.TooMuchException e ->
                new UnreadableException("expected less text than max-text, found more: cut the document up", e);
            default ->
                new UnreadableException(
                        "expected a document that can be read, found one that is broken or of an unknown format ("
                                + reason(cause) + "): repair it, or export it as text",
                        cause);
        };
    }

    /** What was first amiss: Tika says of it only that its parser failed. */
    private static String reason(Throwable failure) {
        Throwable first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first.getMessage() == null ? first.getClass().getSimpleName() : first.getMessage();
    }
}
