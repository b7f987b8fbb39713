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
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.xml.sax.SAXException;

/**
 * Reads PDF, Office and HTML with Apache Tika, each document on a thread of its own that is given up when its time is over: parsers of
 * such formats can be made to run for ever. What unpacks to more than the heap bears is not begun; what takes much of it waits for others that do.
 */
public final class TikaExtractor implements Extractor {

    /** Threads at work, those among them that were given up and have not ended yet. */
    private static final int MOST = 8;

    /** All that the heap bears at a time, of all collections. */
    private static final int ALL_ROOM = 8;

    private static final Semaphore ROOM = new Semaphore(ALL_ROOM, true);

    private final AutoDetectParser parser = new AutoDetectParser();
    private final Semaphore threads = new Semaphore(MOST);
    private final Duration limit;
    private final long maxText;
    private final long heap;

    /**
     * Makes an extractor.
     *
     * @param limit time for one document
     * @param maxText most characters of one document
     */
    public TikaExtractor(Duration limit, long maxText) {
        this(limit, maxText, Runtime.getRuntime().maxMemory());
    }

    /** With so many bytes of heap. */
    TikaExtractor(Duration limit, long maxText, long heap) {
        this.limit = limit;
        this.maxText = maxText;
        this.heap = heap;
    }

    @Override
    public List<Block> blocks(String name, byte[] bytes) throws UnreadableException {
        Unpacked.Room room = Unpacked.of(bytes, heap);
        FutureTask<List<Block>> task = new FutureTask<>(() -> parse(name, bytes, room.tree()));
        try {
            start(task, (int) Math.round(ALL_ROOM * room.share()));
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
    private void start(FutureTask<List<Block>> task, int room) throws UnreadableException, InterruptedException {
        if (!ROOM.tryAcquire(room, limit.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new UnreadableException(
                    "expected room for a document that unpacks to much, found others being read: send it later");
        }
        if (!threads.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            ROOM.release(room);
            throw new UnreadableException("expected at most " + MOST + " documents that are being read, found that many"
                    + " that do not end: send this one later");
        }
        Thread thread = Thread.ofPlatform().daemon().name("extract").unstarted(() -> {
            try {
                task.run();
            } finally {
                threads.release();
                ROOM.release(room);
            }
        });
        thread.setContextClassLoader(TikaExtractor.class.getClassLoader()); // Where Tika looks for its parsers.
        thread.start();
    }

    private List<Block> parse(String name, byte[] bytes, boolean tree) throws IOException, SAXException, TikaException {
        XhtmlBlocks blocks = new XhtmlBlocks(maxText);
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        if (Format.isHtml(name, bytes)) {
            // Looking for all that it could be else takes longer than reading it.
            metadata.set(TikaCoreProperties.CONTENT_TYPE_USER_OVERRIDE, "text/html");
        }
        try (InputStream in = new ByteArrayInputStream(bytes)) {
            parser.parse(in, blocks, metadata, context(tree));
        }
        return blocks.blocks();
    }

    /**
     * Has documents of Office that are large read as they pass, and not as trees, which take many times what they hold; but of a tree the slides come
     * in their order.
     */
    private static ParseContext context(boolean tree) {
        OfficeParserConfig office = new OfficeParserConfig();
        office.setUseSAXDocxExtractor(!tree);
        office.setUseSAXPptxExtractor(!tree);
        ParseContext context = new ParseContext();
        context.set(OfficeParserConfig.class, office);
        return context;
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
