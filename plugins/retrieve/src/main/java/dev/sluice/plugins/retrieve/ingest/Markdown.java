package dev.sluice.plugins.retrieve.ingest;

import dev.sluice.plugins.retrieve.ingest.Block.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the blocks of Markdown, and of plain text, which is Markdown without marks. Line by line: what is not clear is a paragraph.
 */
final class Markdown {

    private static final int DEEPEST = 6;

    private final List<Block> blocks = new ArrayList<>();
    /** Not as lines, of which a text may have as many as characters. */
    private final StringBuilder open = new StringBuilder();

    private int lines;
    private Kind kind = Kind.PARAGRAPH;
    private String fence = "";

    private Markdown() {}

    static List<Block> blocks(String text) {
        Markdown markdown = new Markdown();
        text.lines().forEach(markdown::line);
        markdown.close();
        return markdown.blocks;
    }

    private void line(String line) {
        String bare = line.strip();
        if (!fence.isEmpty()) {
            fenced(line, bare);
        } else if (bare.startsWith("```") || bare.startsWith("~~~")) {
            close();
            fence = bare.substring(0, 3);
            open(Kind.CODE, line);
        } else if (bare.isEmpty()) {
            close();
        } else if (level(bare) > 0) {
            close();
            blocks.add(Block.heading(
                    level(bare),
                    bare.substring(level(bare)).replaceAll("#+$", "").strip()));
        } else if (isUnderline(bare) && kind == Kind.PARAGRAPH && lines == 1) {
            blocks.add(
                    Block.heading(bare.charAt(0) == '=' ? 1 : 2, open.toString().strip()));
            clear();
        } else {
            open(bare.startsWith("|") ? Kind.TABLE : Kind.PARAGRAPH, line);
        }
    }

    private void fenced(String line, String bare) {
        add(line);
        if (bare.startsWith(fence)) {
            fence = "";
            close();
        }
    }

    private void open(Kind next, String line) {
        if (next != kind) {
            close();
        }
        kind = next;
        add(line);
    }

    private void add(String line) {
        open.append(lines == 0 ? "" : "\n").append(line);
        lines++;
    }

    private void clear() {
        open.setLength(0);
        lines = 0;
    }

    private void close() {
        if (lines > 0) {
            blocks.add(new Block(kind, 0, open.toString()));
            clear();
        }
        kind = Kind.PARAGRAPH;
    }

    /** How many marks of a heading it begins with; 0 if it is none. */
    private static int level(String bare) {
        int marks = 0;
        while (marks < bare.length() && bare.charAt(marks) == '#') {
            marks++;
        }
        boolean heading = marks > 0 && marks <= DEEPEST && marks < bare.length() && bare.charAt(marks) == ' ';
        return heading ? marks : 0;
    }

    private static boolean isUnderline(String bare) {
        return bare.length() > 2
                && (bare.chars().allMatch(c -> c == '=') || bare.chars().allMatch(c -> c == '-'));
    }
}
