package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.plugins.retrieve.index.Document;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentJsonTest {

    @Test
    void readsLabelsWithACommaInThemAndSeveralAtOnce() {
        Document document = DocumentJson.read("a", Map.of("labels", "team=hr,team=it", "label.site", "Paris, France"));

        assertThat(document.access().labels()).containsExactlyInAnyOrder("team=hr", "team=it", "site=Paris, France");
    }

    @Test
    void refusesALabelWithoutAName() {
        assertThatThrownBy(() -> DocumentJson.read("a", Map.of("label.", "x")))
                .hasMessageContaining("key=value strings in labels");
    }
}
