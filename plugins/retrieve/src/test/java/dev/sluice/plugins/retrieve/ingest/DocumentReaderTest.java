package dev.sluice.plugins.retrieve.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.config.DataSize;
import dev.sluice.plugins.retrieve.ingest.Block.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;

class DocumentReaderTest {

    private final DocumentReader reader = new DocumentReader(
            new Largest(new DataSize(1 << 20), new DataSize(100_000)),
            new TikaExtractor(Duration.ofSeconds(30), 100_000));

    @Test
    void countsTheTextOfADocumentBeforeItIsDecoded() {
        // given
        byte[] many = "\u00E9".repeat(100_001).getBytes(StandardCharsets.UTF_8);
        many[many.length - 1] = (byte) 0xC3; // Where it were decoded, it would be no UTF-8.
        // then
        assertThatThrownBy(() -> reader.read("a.txt", null, many))
                .hasMessageContaining("found 100002 characters: cut the document up, or raise max-text");
    }

    @Test
    void takesTextUpToTheBoundInEachEncoding() throws UnreadableException {
        for (String one : List.of("a", "\u00E9", "\u20AC", "\uD83D\uDE00")) {
            String text = "\uFEFF" + one.repeat(100_000 / one.length());
            byte[] wide = text.getBytes(StandardCharsets.UTF_16LE);
            assertThat(reader.read("a.java", null, text.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(reader.read("a.java", null, wide))
                    .containsExactly(new Block(Kind.CODE, 0, text.substring(1)));
        }
    }

    @Test
    void refusesTextByItsBytesWhereTheyAreTooManyInAnyEncoding() {
        // given
        Largest largest = new Largest(new DataSize(1 << 20), new DataSize(100_000));
        // then
        assertThat(largest.of("a.txt", null).bytes()).isEqualTo(300_003);
        assertThat(largest.of("a.pdf", null).bytes()).isEqualTo(1 << 20);
        assertThatThrownBy(() -> largest.check("a.txt", null, 300_004))
                .hasMessageContaining("found at least 300004 bytes", "raise max-text");
        assertThatThrownBy(() -> largest.check("a.pdf", null, (1 << 20) + 1))
                .hasMessageContaining("raise max-document");
        Largest endless = new Largest(new DataSize(Long.MAX_VALUE), new DataSize(Long.MAX_VALUE));
        assertThatThrownBy(() -> endless.check("a.pdf", null, Long.MAX_VALUE - 1))
                .hasMessageContaining("a quarter of the heap");
    }

    @Test
    void readsHtml() throws UnreadableException {
        List<Block> blocks = read("page.html", """
            <html><head><title>T</title><script>no()</script></head><body><h1>Leave</h1><p>Thirty   days.</p>
            <table><tr><th>Who</th><th>Days</th></tr><tr><td>All</td><td>30</td></tr></table></body></html>\
            """);

        assertThat(blocks)
                .containsExactly(
                        Block.heading(1, "Leave"),
                        Block.paragraph("Thirty days."),
                        new Block(Kind.TABLE, 0, "Who | Days | \nAll | 30 |"));
    }

    @Test
    void readsOneAfterTheOtherHoweverFast() throws UnreadableException {
        for (int i = 0; i < 200; i++) {
            assertThat(read("page.html", "<p>" + i + "</p>")).containsExactly(Block.paragraph("" + i));
        }
    }

    @Test
    void readsPdf() throws Exception {
        assertThat(reader.read("a.pdf", null, pdf("Thirty days of leave.")))
                .extracting(Block::text)
                .anyMatch(text -> text.contains("Thirty days of leave."));
    }

    @Test
    void readsWhatIsNamedHtmlAndIsNone() throws Exception {
        assertThat(reader.read("a.html", null, pdf("Thirty days of leave.")))
                .extracting(Block::text)
                .anyMatch(text -> text.contains("Thirty days of leave."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html><body>x", "\n <!DOCTYPE html><p>x", "<HTML>x"})
    void tellsHtmlByItsNameAndHowItBegins(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(Format.isHtml("page.HTML", bytes)).isTrue();
        assertThat(Format.isHtml("page.pdf", bytes)).isFalse();
        assertThat(Format.isHtml("page.html", "<?xml version='1.0'?>".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void refusesABrokenPdf() throws Exception {
        byte[] half = java.util.Arrays.copyOf(pdf("Thirty days of leave."), 200);

        assertThatThrownBy(() -> reader.read("a.pdf", null, half))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("Page tree root must be a dictionary");
    }

    @Test
    void refusesADocumentThatUnpacksToFarTooMuch() throws IOException {
        byte[] bomb = document("<w:t>" + "0".repeat(40 << 20) + "</w:t>");

        assertThat(bomb.length).isLessThan(1 << 20);
        assertThatThrownBy(() -> reader.read("bomb.docx", null, bomb)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void keepsHeadingsAndTablesOfWord() throws Exception {
        byte[] document;
        try (XWPFDocument word = new XWPFDocument()) {
            CTStyle style = CTStyle.Factory.newInstance();
            style.setStyleId("Heading1");
            style.addNewName().setVal("heading 1");
            word.createStyles().addStyle(new XWPFStyle(style));
            XWPFParagraph heading = word.createParagraph();
            heading.setStyle("Heading1");
            heading.createRun().setText("Leave");
            word.createParagraph().createRun().setText("Thirty days.");
            word.createTable(1, 2).getRow(0).getCell(0).setText("Who");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            word.write(out);
            document = out.toByteArray();
        }

        List<Block> blocks = reader.read("a.docx", null, document);

        assertThat(blocks).startsWith(Block.heading(1, "Leave"), Block.paragraph("Thirty days."));
        assertThat(blocks.getLast().kind()).isEqualTo(Kind.TABLE);
    }

    @Test
    void refusesAPageOfMoreElementsThanTheHeapBears() {
        DocumentReader small = new DocumentReader(
                new Largest(new DataSize(1 << 20), new DataSize(100_000)),
                new TikaExtractor(Duration.ofSeconds(30), 100_000, 64 << 20));
        byte[] page = "<b>".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> small.read("a.html", null, page))
                .hasMessageContaining("expected a document of at most 65536 elements");
    }

    @Test
    void readsUtf16ThatSaysThatItIs() throws UnreadableException {
        byte[] little = ("\uFEFF" + "Urlaub: dreißig Tage").getBytes(StandardCharsets.UTF_16LE);
        byte[] big = ("\uFEFF" + "Urlaub: dreißig Tage").getBytes(StandardCharsets.UTF_16BE);

        assertThat(reader.read("a.txt", null, little)).containsExactly(Block.paragraph("Urlaub: dreißig Tage"));
        assertThat(reader.read("a.txt", null, big)).containsExactly(Block.paragraph("Urlaub: dreißig Tage"));
    }

    @Test
    void refusesADocumentThatIsTooLarge() {
        assertThatThrownBy(() -> reader.read("a.txt", null, new byte[(1 << 20) + 1]))
                .hasMessageContaining("expected a document of at most 1MiB");
    }

    @Test
    void refusesBytesThatCallThemselvesText() {
        assertThatThrownBy(() -> reader.read("a.txt", null, new byte[] {(byte) 0x89, 'P', 'N', 'G', 0}))
                .hasMessageContaining("expected text in UTF-8");
        assertThatThrownBy(() -> reader.read("a.md", null, new byte[] {'a', 0, 'b'}))
                .hasMessageContaining("found bytes that are none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n\n"})
    void refusesWhatHasNoText(String text) {
        assertThatThrownBy(() -> read("a.md", text)).hasMessageContaining("expected a document with text in it");
    }

    @Test
    void keepsCodeAndRowsTogether() throws UnreadableException {
        assertThat(read("A.java", "class A {\n}")).containsExactly(new Block(Kind.CODE, 0, "class A {\n}"));
        assertThat(read("a.csv", "a,b\n1,2")).containsExactly(new Block(Kind.RECORDS, 0, "a,b\n1,2"));
    }

    @ParameterizedTest
    @CsvSource({
        "notes, text/html",
        "notes, text/html; charset=utf-8",
        "notes.md, text/html",
        "v1.2, TEXT/HTML",
        "page.html, ''",
        "page.html, application/octet-stream",
        "page.html, application/x-www-form-urlencoded",
        "page.html, text/plain;charset=UTF-8",
        "page.html, application/x-something",
    })
    void readsAPageByTheTypeThatWasSentOrElseByItsEnding(String name, String type) throws UnreadableException {
        assertThat(reader.read(name, type, "<p>Thirty</p>".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(Block.paragraph("Thirty"));
    }

    @ParameterizedTest
    @CsvSource({
        "scan, application/pdf",
        "scan.txt, application/pdf",
        "scan, application/x-something",
        "scan.pdf, application/octet-stream",
    })
    void readsAPdfByTheTypeThatWasSentOrElseByItsEnding(String name, String type) throws Exception {
        assertThat(reader.read(name, type, pdf("Thirty days of leave.")))
                .extracting(Block::text)
                .anyMatch(text -> text.contains("Thirty days of leave."));
    }

    @ParameterizedTest
    @CsvSource({
        "notes, text/plain, PARAGRAPH",
        "notes, '', PARAGRAPH",
        "notes, application/octet-stream, PARAGRAPH",
        "notes, text/x-something, PARAGRAPH",
        "v1.2, text/plain, PARAGRAPH",
        "page.html, text/markdown, PARAGRAPH",
        "main.c, text/plain, CODE",
        "main.ts, video/mp2t, CODE",
        "notes, application/json, CODE",
        "table, text/csv, RECORDS",
        "table.csv, application/vnd.ms-excel, RECORDS",
    })
    void readsATextByTheTypeThatWasSentOrElseByItsEnding(String name, String type, Kind kind)
            throws UnreadableException {
        assertThat(reader.read(name, type, "a, b".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(new Block(kind, 0, "a, b"));
    }

    private List<Block> read(String name, String text) throws UnreadableException {
        return reader.read(name, null, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] pdf(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(100, 700);
                content.showText(text);
                content.endText();
            }
            document.save(out);
        }
        return out.toByteArray();
    }

    private static byte[] document(String body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "[Content_Types].xml", """
                <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>\
                """);
            entry(zip, "_rels/.rels", """
                <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>\
                """);
            entry(
                    zip,
                    "word/document.xml",
                    "<?xml version=\"1.0\"?><w:document"
                            + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                            + "<w:body><w:p><w:r>" + body + "</w:r></w:p></w:body></w:document>");
        }
        return out.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
