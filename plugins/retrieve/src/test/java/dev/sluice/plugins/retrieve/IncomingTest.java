package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.retrieve.index.Access;
import dev.sluice.plugins.retrieve.index.Document;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What makes a document another one. */
class IncomingTest {

    @Test
    void theSameBytesReadOtherwiseAreAnotherDocument() {
        assertThat(hash("page", null)).isNotEqualTo(hash("page.html", null)).isEqualTo(hash("page.md", null));
    }

    private static String hash(String name, @Nullable String type) {
        Document document = new Document("page", "", "", Map.of(), new Access(Access.EVERYBODY, Set.of()), null);
        return new Incoming(document, name, type, "<p>one</p>".getBytes(StandardCharsets.UTF_8)).hash("words");
    }
}
