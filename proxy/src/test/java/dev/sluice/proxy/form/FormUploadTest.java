package dev.sluice.proxy.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.stream.Sources;
import dev.sluice.proxy.io.Room;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is held of a form until its model is known has a bound, however it comes. */
class FormUploadTest {

    @Test
    void chunksThatAreThereAtOnceCountTogether() {
        List<Buffer> chunks = new ArrayList<>(
                List.of(Buffer.buffer("--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n")));
        chunks.addAll(Collections.nCopies(20, Buffer.buffer("x".repeat(100))));

        Future<FormUpload> form = begin(chunks, 1000);

        assertThat(form.cause()).isInstanceOf(CallError.class).hasMessageContaining("first 1000 bytes");
    }

    @Test
    void whatFitsIsHeldAndComesAgain() {
        List<Buffer> chunks = List.of(
                Buffer.buffer("--b\r\ncontent-disposition: form-data; name=\"model\"\r\n"),
                Buffer.buffer("\r\nwhisper-1\r\n--b"),
                Buffer.buffer("--\r\n"));

        FormUpload form = begin(chunks, 1000).result();

        assertThat(form.model()).isEqualTo("whisper-1");
        assertThat(Sources.collect(form).result()).isEqualTo(chunks);
    }

    private static Future<FormUpload> begin(List<Buffer> chunks, long most) {
        CallError full = CallError.of(Category.OVERLOADED, "overloaded", "full");
        return FormUpload.begin(
                Sources.of(chunks), "b", new FormUpload.Bounds(most, new Room().share(1 << 20), () -> full));
    }
}
