package dev.sluice.plugins.retrieve.ingest;

import dev.sluice.plugins.retrieve.ingest.Block.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document's bytes into blocks.
 *
 * @param largest that is read
 * @param extractor reads what is more than text
 */
public record DocumentReader(Largest largest, Extractor extractor) {

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
        largest.check(name, mediaType, bytes.length);
        List<Block> blocks = switch (Kinds.of(name, mediaType)) {
            case MARKED -> Markdown.blocks(text(bytes));
            case TABLE -> List.of(new Block(Kind.RECORDS, 0, text(bytes)));
            case CODE -> List.of(new Block(Kind.CODE, 0, text(bytes)));
            case FORMATTED -> extractor.blocks(Kinds.told(name, mediaType), bytes);
        };
        check(blocks, parses(name, mediaType));
        return blocks;
    }

    /**
     * Whether a document is read by a parser of a format, which a document can be made to harm.
     *
     * @param name its file's name, or its id
     * @param mediaType null if it is not known
     * @return false if it is text
     */
    public static boolean parses(String name, @Nullable String mediaType) {
        return Kinds.of(name, mediaType) == Kinds.Kind.FORMATTED;
    }

    /**
     * How a document is read: the same bytes say something else as text than as a page.
     *
     * @param name its file's name, or its id
     * @param mediaType null if it is not known
     * @return one word
     */
    public static String kind(String name, @Nullable String mediaType) {
        return Kinds.of(name, mediaType).name();
    }

    private void check(List<Block> blocks, boolean parsed) throws UnreadableException {
        long size = blocks.stream().mapToLong(block -> block.text().length()).sum();
        checkText(size);
        if (blocks.stream().allMatch(block -> block.text().isBlank())) {
            throw new UnreadableException("expected a document with text in it, found "
                    + (parsed
                            ? "none: archives are not unpacked, and pictures of text have to be read by OCR first"
                            : "an empty one"));
        }
    }

    private void checkText(long characters) throws UnreadableException {
        if (characters > largest.text().bytes()) {
            throw UnreadableException.tooMuchText(characters + " characters", largest.text());
        }
    }

    /** Its characters are counted before they are made. */
    private String text(byte[] bytes) throws UnreadableException {
        Charset charset = charset(bytes);
        checkText(charset.equals(StandardCharsets.UTF_8) ? characters(bytes) : bytes.length / 2 - 1);
        try {
            String text = charset.newDecoder()
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
                    "expected text in UTF-8, or in UTF-16 with its mark, found bytes that are none: convert it, or"
                            + " correct its name or type",
                    e);
        }
    }

    /** Of UTF-8: each byte begins one, or two where it is the first of four, or goes on with one. */
    private static long characters(byte[] bytes) {
        long count = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF
                ? -1
                : 0;
        for (byte one : bytes) {
            if ((one & 0xC0) != 0x80) {
                count += (one & 0xF8) == 0xF0 ? 2 : 1;
            }
        }
        return count;
    }

    /** UTF-16 says by its first two bytes that it is; all else is UTF-8. */
    private static Charset charset(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        return switch (mark) {
            case 0xFEFF -> StandardCharsets.UTF_16BE;
            case 0xFFFE -> StandardCharsets.UTF_16LE;
            default -> StandardCharsets.UTF_8;
        };
    }
}
