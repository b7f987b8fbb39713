package dev.sluice.plugins.retrieve.ingest;

import dev.sluice.api.config.DataSize;
import dev.sluice.plugins.retrieve.ingest.Block.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document's bytes into blocks.
 *
 * @param maxDocument largest that is read
 * @param maxText most text that is taken
 * @param extractor reads what is more than text
 */
public record DocumentReader(DataSize maxDocument, DataSize maxText, Extractor extractor) {

    /**
     * Reads a document.
     *
     * @param name its file's name, or its id
     * @param mediaType null if it is not known
     * @param bytes all of it
     * @return its blocks; at least one
     * @throws UnreadableException if there is nothing to be had from it
     */
    public List<Block> read(String name, @Nullable String mediaType, byte[] bytes) throws UnreadableException {
        if (bytes.length > maxDocument.bytes()) {
            throw UnreadableException.tooLarge(bytes.length, maxDocument);
        }
        List<Block> blocks = switch (Kinds.of(name, mediaType)) {
            case MARKED -> Markdown.blocks(text(bytes));
            case TABLE -> List.of(new Block(Kind.TABLE, 0, text(bytes)));
            case CODE -> List.of(new Block(Kind.CODE, 0, text(bytes)));
            case FORMATTED -> extractor.blocks(name, bytes);
        };
        check(blocks);
        return blocks;
    }

    private void check(List<Block> blocks) throws UnreadableException {
        long size = blocks.stream().mapToLong(block -> block.text().length()).sum();
        if (size > maxText.bytes()) {
            throw new UnreadableException("expected at most " + maxText + " of text, found " + size
                    + " characters: cut the document up, or raise max-text");
        }
        if (blocks.stream().allMatch(block -> block.text().isBlank())) {
            throw new UnreadableException("expected a document with text in it, found none: archives are not unpacked,"
                    + " and pictures of text have to be read by OCR first");
        }
    }

    private static String text(byte[] bytes) throws UnreadableException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new UnreadableException("expected text, found bytes that are none: its name or type is wrong");
            }
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnreadableException(
                    "expected text in UTF-8, found bytes that are none: convert it, or correct its" + " name or type",
                    e);
        }
    }
}
