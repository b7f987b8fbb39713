package dev.sluice.proxy.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The field {@code model} is found however a form is written, and nowhere else. */
class FormScanTest {

    private static final String BOUNDARY = "--x";
    private static final String FILE =
            part("name=\"file\"; filename=\"a.wav\"\r\ncontent-type: audio/wav", "\r\n--\r\n----");

    @Property
    void whereAFormIsCutMakesNoDifference(@ForAll("forms") List<String> parts, @ForAll("sizes") List<Integer> sizes)
            throws FormException {
        Buffer form = Buffer.buffer(String.join("", parts) + end());
        FormScan whole = scanned(List.of(form));

        FormScan cut = scanned(pieces(form, sizes));

        assertThat(cut.model()).isEqualTo(whole.model());
        assertThat(cut.isComplete()).isTrue();
        FormScan.Field found = whole.model();
        assertThat(found != null).isEqualTo(parts.stream().anyMatch(part -> part.contains("name=\"model\"")));
        if (found != null) {
            assertThat(form.getString((int) found.start(), (int) found.end())).isEqualTo(found.value());
        }
    }

    @Provide
    Arbitrary<List<String>> forms() {
        Arbitrary<String> text = Arbitraries.strings().withChars("\r\n-xab").ofMaxLength(20);
        Arbitrary<String> others =
                text.filter(value -> !value.contains("--" + BOUNDARY)).map(value -> part("name=\"other\"", value));
        Arbitrary<String> model =
                Arbitraries.strings().alpha().ofMaxLength(9).map(value -> part("name=\"model\"", value));
        return others.list()
                .ofMaxSize(3)
                .flatMap(before -> model.list()
                        .ofMaxSize(1)
                        .flatMap(named -> others.list()
                                .ofMaxSize(3)
                                .map(after -> Stream.of(before, named, after)
                                        .flatMap(List::stream)
                                        .toList())));
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
        return Arbitraries.integers().between(1, 40).list().ofMinSize(1).ofMaxSize(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=\"model\"",
                "name=model",
                "name = \"model\"",
                "NAME=\"model\"",
                "filename=\"x\\\"y\"; name=\"model\"",
                "filename=\"C:\\\\x\"; name=\"model\"",
                "\r\n name=\"model\""
            })
    void theFieldIsFoundHoweverItsNameIsWritten(String name) throws FormException {
        FormScan scan = scanned(List.of(Buffer.buffer(FILE + part(name, "whisper-1") + end())));

        assertThat(value(scan)).isEqualTo("whisper-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=\"Model\"",
                "name=\"model[]\"",
                "name=\"xmodel\"",
                "filename=\"model\"",
                "x=\"a;name=model\""
            })
    void anotherFieldIsNotTakenForIt(String name) throws FormException {
        FormScan scan = scanned(List.of(Buffer.buffer(part(name, "whisper-1") + end())));

        assertThat(value(scan)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name*=utf-8''model",
                "name*0=\"mod\"; name*1=\"el\"",
                "name=\"x\"; name*0=\"model\"",
                "name=\"mo\\\\del\"",
                "name=\"model\"x",
                "name=\"file\"; filename=\"x\\\"; name=\\\"model\"",
                "name=\"_charset_\"",
                "name=\"x\"\rX: y",
                "name=\"x\"\nX: y",
                "name=\"a\"; name=\"model\"",
                "name=\"model",
                "name=\"a\"\r\ncontent-disposition: form-data; name=\"model\"",
                "name=\"model\"\r\ncontent-transfer-encoding: base64"
            })
    void whatCanBeReadInTwoWaysIsRefused(String name) {
        Buffer form = Buffer.buffer(part(name, "whisper-1") + end());

        assertThatThrownBy(() -> scanned(List.of(form))).isInstanceOf(FormException.class);
    }

    @Test
    void aSecondModelIsRefused() {
        Buffer form = Buffer.buffer(part("name=\"model\"", "cheap") + FILE + part("name=\"model\"", "dear") + end());

        assertThatThrownBy(() -> scanned(List.of(form)))
                .isInstanceOf(FormException.class)
                .hasMessageContaining("two fields 'model'");
    }

    /** Readers differ in what they take for a boundary, and in what they pass over before the first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "----xy\r\n",
                "----x-\r\n",
                "----x y\r\n",
                "----x\n",
                "----x \r\n",
                "\r\n----x\r\n",
                "junk\r\n----x\r\n",
                "----x\r\na: b\r\n\r\nfile\n----x\r\n",
                "----x\r\na: b\r\n\r\nfile\r----x\r\n",
                "----x\r\na: b\r\n\r\n----x\r\n",
                "----x\r\na: b\r\n\r\nfile\r\n----x\n"
            })
    void aBoundaryThatOnlySomeReadersSeeIsRefused(String text) {
        Buffer form = Buffer.buffer(text);

        assertThatThrownBy(() -> scanned(List.of(form))).isInstanceOf(FormException.class);
    }

    @Test
    void aValueWithoutAnEndIsNotHeldForEver() {
        Buffer form = Buffer.buffer(
                "--" + BOUNDARY + "\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\n" + "m".repeat(2000));

        assertThatThrownBy(() -> scanned(List.of(form)))
                .isInstanceOf(FormException.class)
                .hasMessageContaining("more than");
    }

    @Test
    void aHeaderWithoutAnEndIsNotHeldForEver() {
        Buffer form = Buffer.buffer("--" + BOUNDARY + "\r\nx: " + "y".repeat(9000));

        assertThatThrownBy(() -> scanned(List.of(form)))
                .isInstanceOf(FormException.class)
                .hasMessageContaining("header");
    }

    @Test
    void whatFollowsTheLastBoundaryIsNothing() throws FormException {
        FormScan scan = scanned(List.of(Buffer.buffer(FILE + end() + part("name=\"model\"", "late"))));

        assertThat(scan.isComplete()).isTrue();
        assertThat(value(scan)).isNull();
    }

    private static String part(String name, String value) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + name + "\r\n\r\n" + value + "\r\n";
    }

    private static String end() {
        return "--" + BOUNDARY + "--\r\n";
    }

    private static @Nullable String value(FormScan scan) {
        FormScan.Field found = scan.model();
        return found == null ? null : found.value();
    }

    private static FormScan scanned(List<Buffer> pieces) throws FormException {
        FormScan scan = new FormScan(BOUNDARY);
        for (Buffer piece : pieces) {
            scan.feed(piece);
        }
        return scan;
    }

    private static List<Buffer> pieces(Buffer form, List<Integer> sizes) {
        List<Buffer> pieces = new ArrayList<>();
        for (int at = 0, i = 0; at < form.length(); i++) {
            int end = Math.min(form.length(), at + sizes.get(i % sizes.size()));
            pieces.add(form.slice(at, end));
            at = end;
        }
        return pieces;
    }
}
