package dev.sluice.plugins.retrieve.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that unpack to more than the heap: refused before anything holds them, in a process of the size that the launcher makes. */
class BombTest {

    private static final String W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
    private static final String S = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";
    private static final String MEBIBYTE = "0".repeat(1 << 20);

    private static final Map<String, byte[]> BOMBS = bombs();

    @TempDir
    Path folder;

    /** Reads all files of a folder with all the heap that there is, all at once, and prints what it could not read. */
    static final class Reader {

        private Reader() {}

        @SuppressWarnings("SystemOut") // What the test reads.
        public static void main(String... arguments) throws Exception {
            TikaExtractor extractor = new TikaExtractor(Duration.ofSeconds(60), 10 << 20);
            List<Thread> threads = new ArrayList<>();
            try (var files = Files.list(Path.of(arguments[0]))) {
                for (Path file : files.toList()) {
                    threads.add(Thread.startVirtualThread(() -> read(file, extractor)));
                }
            }
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.println("alive");
        }

        @SuppressWarnings("SystemOut")
        private static void read(Path file, TikaExtractor extractor) {
            try {
                extractor.blocks(file.getFileName().toString(), Files.readAllBytes(file));
                System.out.println("read " + file.getFileName());
            } catch (IOException | UnreadableException e) {
                System.out.println("refused " + file.getFileName());
            }
        }
    }

    @Test
    void noBombEndsTheProcess() throws Exception {
        // given
        for (Map.Entry<String, byte[]> bomb : BOMBS.entrySet()) {
            assertThat(bomb.getValue().length).isLessThan(1 << 20);
            Files.write(folder.resolve(bomb.getKey()), bomb.getValue());
        }
        // when
        String told = read();
        // then
        assertThat(told).contains("alive").doesNotContain("read ");
    }

    @Test
    void whatIsJustNotTooMuchDoesNotEndItEither() throws Exception {
        // given
        byte[] tree = document(paragraphs(4 << 20));
        byte[] passing = document(paragraphs(30 << 20));
        byte[] word = document(paragraph(30 << 20));
        for (int i = 0; i < 4; i++) {
            Files.write(folder.resolve("tree" + i + ".docx"), tree);
            Files.write(folder.resolve("passing" + i + ".docx"), passing);
            Files.write(folder.resolve("word" + i + ".docx"), word);
        }
        // when
        String told = read();
        // then
        assertThat(told).contains("alive", "read tree0.docx");
    }

    /** What a process of the launcher's size says of the files in the folder. */
    private String read() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx576m",
                        "-XX:+UseParallelGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
        return told;
    }

    private static byte[] paragraphs(int size) {
        Random random = new Random(1);
        StringBuilder all = new StringBuilder("<w:document " + W + "><w:body>");
        while (all.length() < size) {
            all.append("<w:p><w:r><w:t>").append(random.nextInt()).append("</w:t></w:r></w:p>");
        }
        return all.append("</w:body></w:document>").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] paragraph(int size) {
        Random random = new Random(1);
        StringBuilder all = new StringBuilder("<w:document " + W + "><w:body><w:p><w:r><w:t>");
        while (all.length() < size) {
            all.append(random.nextInt()).append(' ');
        }
        return all.append("</w:t></w:r></w:p></w:body></w:document>").toString().getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text.docx",
                "within.docx",
                "strings.xlsx",
                "relations.pptx",
                "book.epub",
                "text.odt",
                "hidden.odt",
                "stream.pdf",
                "twice.pdf"
            })
    void aBombIsToldByWhatItUnpacksTo(String name) {
        byte[] bomb = BOMBS.get(name);

        assertThatThrownBy(() -> Unpacked.of(bomb, 576L << 20))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("expected a document that unpacks to at most 36 MiB");
    }

    @Test
    void picturesAreNoMoreThanTheFileHas() throws Exception {
        // given
        byte[] noise = new byte[48 << 20];
        new Random(1).nextBytes(noise);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            entry(zip, "word/media/a.jpg", noise);
            entry(zip, "word/document.xml", "<w:document/>".getBytes(StandardCharsets.UTF_8));
        }
        // when
        Unpacked.Room room = Unpacked.of(out.toByteArray(), 576L << 20);
        // then
        assertThat(room).isEqualTo(new Unpacked.Room(1, true));
    }

    private static Map<String, byte[]> bombs() {
        try {
            return made();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> made() throws IOException {
        Map<String, byte[]> bombs = new LinkedHashMap<>();
        byte[] text = document(times(
                120,
                "<w:document " + W + "><w:body><w:p><w:r><w:t>",
                MEBIBYTE,
                "</w:t></w:r></w:p></w:body></w:document>"));
        byte[] content =
                times(120, "<office:document-content><text:p>", MEBIBYTE, "</text:p></office:document-content>");
        byte[] page = packed(times(120, "", " ".repeat(1 << 20), ""));
        bombs.put("text.docx", text);
        bombs.put("within.docx", document(text));
        bombs.put(
                "strings.xlsx",
                zip(
                        "xl/sharedStrings.xml",
                        times(80, "<sst " + S + ">", "<si><t>a</t></si>".repeat(60_000), "</sst>")));
        bombs.put(
                "relations.pptx",
                zip("_rels/.rels", times(60, "<Relationships>", "<a/>".repeat(250_000), "</Relationships>")));
        bombs.put("book.epub", zip("OEBPS/a.xhtml", times(120, "<html><body><p>", MEBIBYTE, "</p></body></html>")));
        bombs.put("text.odt", zip("content.xml", content));
        bombs.put("hidden.odt", joined(zip("content.xml", times(1, "<a/>", "", "")), zip("content.xml", content)));
        bombs.put("stream.pdf", pdf(page, "/FlateDecode"));
        bombs.put("twice.pdf", pdf(packed(page), "[/FlateDecode /FlateDecode]"));
        return bombs;
    }

    /** One part of a docx, whatever it is, where its text stands. */
    private static byte[] document(byte[] part) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "[Content_Types].xml", times(1, """
                <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>\
                """, "", ""));
            entry(zip, "_rels/.rels", times(1, """
                <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>\
                """, "", ""));
            entry(zip, "word/document.xml", part);
        }
        return out.toByteArray();
    }

    private static byte[] pdf(byte[] page, String filter) {
        String head =
                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj "
                        + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj 4 0 obj<</Length "
                        + page.length + "/Filter " + filter + ">>stream\n";
        String end = "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF";
        return joined(
                head.getBytes(StandardCharsets.ISO_8859_1), joined(page, end.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static byte[] times(int times, String before, String text, String after) {
        return (before + text.repeat(times) + after).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream in = new DeflaterOutputStream(out)) {
            in.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] zip(String name, byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, name, bytes);
        }
        return out.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] joined(byte[] some, byte[] more) {
        byte[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
