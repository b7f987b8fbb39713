package dev.sluice.plugins.retrieve.ingest;

import dev.sluice.plugins.retrieve.ingest.Block.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Finds the blocks of the XHTML that Tika makes of every format. */
final class XhtmlBlocks extends DefaultHandler {

    private static final Set<String> BREAKS =
            Set.of("p", "div", "li", "ul", "ol", "br", "section", "article", "dt", "dd");
    private static final Set<String> HIDDEN = Set.of("script", "style", "head", "title");

    private final long limit;
    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private final StringBuilder rows = new StringBuilder();
    private long size;
    private int tables;
    private int hidden;
    private int preformatted;

    XhtmlBlocks(long limit) {
        this.limit = limit;
    }

    /** There is more text than is taken. */
    static final class TooMuchException extends SAXException {

        private static final long serialVersionUID = 1L;

        TooMuchException() {
            super("too much text");
        }
    }

    List<Block> blocks() {
        close(Kind.PARAGRAPH, 0);
        return blocks;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        if (HIDDEN.contains(name)) {
            hidden++;
        } else if (name.equals("table")) {
            close(Kind.PARAGRAPH, 0);
            tables++;
        } else if (tables == 0 && (level(name) > 0 || name.equals("pre") || BREAKS.contains(name))) {
            close(Kind.PARAGRAPH, 0);
        }
        preformatted += name.equals("pre") ? 1 : 0;
    }

    @Override
    public void characters(char[] text, int start, int length) throws SAXException {
        if (hidden == 0) {
            size += length;
            if (size > limit) {
                throw new TooMuchException();
            }
            open.append(text, start, length);
        }
    }

    @Override
    public void ignorableWhitespace(char[] text, int start, int length) throws SAXException {
        characters(text, start, length);
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        if (HIDDEN.contains(name)) {
            hidden--;
        } else if (tables > 0) {
            endInTable(name);
        } else if (level(name) > 0) {
            close(Kind.HEADING, level(name));
        } else if (name.equals("pre")) {
            close(Kind.CODE, 0);
        } else if (BREAKS.contains(name)) {
            close(Kind.PARAGRAPH, 0);
        }
        preformatted -= name.equals("pre") ? 1 : 0;
    }

    private void endInTable(String name) {
        switch (name) {
            case "td", "th" -> {
                rows.append(flat(open)).append(" | ");
                open.setLength(0);
            }
            case "tr" -> rows.append('\n');
            case "table" -> {
                tables--;
                open.setLength(0);
                if (tables == 0 && !rows.toString().isBlank()) {
                    blocks.add(new Block(Kind.TABLE, 0, rows.toString().strip()));
                    rows.setLength(0);
                }
            }
            default -> open.append(' ');
        }
    }

    private void close(Kind kind, int level) {
        String text = kind == Kind.CODE || preformatted > 0 ? open.toString() : flat(open);
        if (!text.isBlank()) {
            blocks.add(new Block(kind, level, text));
        }
        open.setLength(0);
    }

    private static String flat(CharSequence text) {
        return text.toString().replaceAll("\\s+", " ").strip();
    }

    private static int level(String name) {
        return name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6'
                ? name.charAt(1) - '0'
                : 0;
    }
}
