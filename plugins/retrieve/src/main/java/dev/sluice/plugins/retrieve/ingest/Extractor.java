package dev.sluice.plugins.retrieve.ingest;

import java.util.List;

/** Reads documents that are more than text. */
@FunctionalInterface
public interface Extractor {

    /**
     * Reads a document.
     *
     * @param name its file's name
     * @param bytes all of it
     * @return its blocks
     * @throws UnreadableException if it is broken, of an unknown format, or too much
     */
    List<Block> blocks(String name, byte[] bytes) throws UnreadableException;
}
