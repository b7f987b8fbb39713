package dev.sluice.plugins.retrieve.ingest;

import dev.sluice.plugins.retrieve.index.Chunk;
import dev.sluice.plugins.retrieve.ingest.Block.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Cuts a document where its structure does: chunks of one section, about as long as asked for, each beginning with the last
 * sentences of the one before it. Tables and code stay whole up to twice that length; a table that is longer repeats its head.
 */
public final class Chunker {

    private final int budget;
    private final int overlap;
    private final ToIntFunction<String> tokens;

    /**
     * Makes a chunker.
     *
     * @param budget tokens of a chunk
     * @param overlap share of a chunk that stands in the next one, too
     * @param tokens counts
     */
    public Chunker(int budget, double overlap, ToIntFunction<String> tokens) {
        this.budget = budget;
        this.overlap = (int) (budget * overlap);
        this.tokens = tokens;
    }

    /**
     * Cuts.
     *
     * @param blocks a document
     * @return its chunks, in order
     */
    public List<Chunk> cut(List<Block> blocks) {
        Cutting cutting = new Cutting();
        blocks.forEach(cutting::add);
        cutting.flush(false);
        return cutting.chunks;
    }

    /** One document being cut. */
    private final class Cutting {

        private final List<Chunk> chunks = new ArrayList<>();
        private final Deque<Block> headings = new ArrayDeque<>();
        private final List<String> open = new ArrayList<>();
        private int size;
        private int carried;

        void add(Block block) {
            switch (block.kind()) {
                case HEADING -> heading(block);
                case PARAGRAPH -> paragraph(block.text());
                case TABLE, RECORDS, CODE -> whole(block);
            }
        }

        private void heading(Block heading) {
            flush(false);
            while (!headings.isEmpty() && headings.getLast().level() >= heading.level()) {
                headings.removeLast();
            }
            headings.addLast(heading);
        }

        private void paragraph(String text) {
            int more = tokens.applyAsInt(text);
            if (more <= budget) {
                piece(text, more);
            } else {
                Sentences.of(text).forEach(this::sentence);
            }
        }

        private void sentence(String sentence) {
            sentence(sentence, tokens.applyAsInt(sentence));
        }

        private void sentence(String sentence, int more) {
            if (more <= budget) {
                piece(sentence, more);
            } else {
                Sentences.halves(sentence).forEach(this::sentence);
            }
        }

        private void whole(Block block) {
            int all = tokens.applyAsInt(block.text());
            if (all <= 2 * budget) {
                piece(block.text(), all);
                return;
            }
            List<String> rows = block.kind() == Kind.RECORDS
                    ? Rows.of(block.text())
                    : block.text().lines().toList();
            String head = block.kind() == Kind.CODE ? "" : rows.getFirst();
            int heading = tokens.applyAsInt(head);
            flush(false);
            for (String row : rows) {
                int more = tokens.applyAsInt(row);
                if (size + more > budget && size > 0) {
                    flush(false);
                    piece(head, heading);
                }
                sentence(row, more);
            }
            flush(false);
        }

        private void piece(String text, int more) {
            if (size + more > budget && open.size() > carried) {
                flush(true);
            }
            if (!text.isBlank()) {
                open.add(text);
                size += more;
            }
        }

        /** Closes the open chunk; the next one of the same section begins with its end. */
        void flush(boolean goesOn) {
            if (open.size() > carried) {
                String text = String.join("\n", open);
                chunks.add(new Chunk(path(), text.strip()));
                open.clear();
                size = 0;
                if (goesOn) {
                    carry(text);
                }
            } else {
                open.clear();
                size = 0;
            }
            carried = open.size();
        }

        private void carry(String text) {
            Deque<String> last = new ArrayDeque<>();
            for (String sentence : Sentences.of(text).reversed()) {
                int more = tokens.applyAsInt(sentence);
                if (size + more > overlap) {
                    break;
                }
                last.addFirst(sentence);
                size += more;
            }
            open.addAll(last);
        }

        private String path() {
            return String.join(" > ", headings.stream().map(Block::text).toList());
        }
    }
}
