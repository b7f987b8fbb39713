package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.retrieve.index.Document;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentJsonTest {

    @Test
    void readsLabelsWithACommaInThemAndSeveralAtOnce() {
        Document document = DocumentJson.read(
                "a", Map.of("labels", List.of("team=hr,team=it"), "label.site", List.of("Paris, France", "Bonn")));

        assertThat(document.access().labels())
                .containsExactlyInAnyOrder("team=hr", "team=it", "site=Paris, France", "site=Bonn");
    }

    @Test
    void refusesALabelWithoutAName() {
        assertThatThrownBy(() -> DocumentJson.read("a", Map.of("label.", List.of("x"))))
                .hasMessageContaining("key=value strings in labels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'text':'a','labels':{'team':'hr'}} | an array of key=value strings in labels",
                "{'text':'a','labels':'team=hr'}     | an array of key=value strings in labels",
                "{'text':'a','labels':null}          | an array of key=value strings in labels",
                "{'text':'a','labels':[5]}           | key=value strings in labels",
                "{'text':'a','tenant':['acme']}      | a string in tenant",
                "{'text':'a','tenant':5}             | a string in tenant",
                "{'text':'a','tenant':null}          | a string in tenant",
                "{'text':'a','tenant':' '}           | a tenant's name",
                "{'text':'a','tennant':'acme'}       | no key 'tennant' (known are id, labels, metadata, name, tenant,"
                        + " text",
                "{'text':'a','tenant':'a','tenant':'b'} | each key once",
                "{'text':'a','metadata':'x'}         | an object in metadata",
                "{'text':'a','time':5}               | a string in time",
                "{'text':['a']}                      | a string in text",
            })
    void refusesWhatIsOfAnotherTypeThanItShould(String json, String expected) {
        Obj document = DocumentJson.object(Buffer.buffer(json.replace('\'', '"')));

        assertThatThrownBy(() -> DocumentJson.read("a", document)).hasMessageContaining("Expected " + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "id, 'id (found 32768)'",
        "note, 'metadata.note (found 32768)'",
        "tenant, 'tenant (found 32769)'",
        "label, 'labels, the tenant with it (found 32775)'",
    })
    void refusesWhatIsLongerThanAWordOfAnIndex(String place, String expected) {
        // given
        String large = "\u00e9".repeat(16_384);
        Map<String, List<String>> query = switch (place) {
            case "note" -> Map.of("metadata.note", List.of(large));
            case "tenant" -> Map.of("tenant", List.of(large));
            case "label" -> Map.of("label.team", List.of(large));
            default -> Map.of();
        };
        // then
        assertThatThrownBy(() -> DocumentJson.read(place.equals("id") ? large : "a", query))
                .hasMessageContaining("Expected at most 32766 bytes in " + expected);
    }

    @Test
    void refusesItInJsonToo() {
        Obj json = Json.object("text", "a", "metadata", Json.object("note", "x".repeat(40_000)));

        assertThatThrownBy(() -> DocumentJson.read("a", json))
                .hasMessageContaining("Expected at most 32766 bytes in metadata.note (found 40000)");
    }

    @Test
    void refusesParametersThatItDoesNotKnow() {
        assertThatThrownBy(() -> DocumentJson.read("a", Map.of("tennant", List.of("acme"))))
                .hasMessageContaining("no query parameter 'tennant'")
                .hasMessageContaining("labels, name, tenant");
        assertThatThrownBy(() -> DocumentJson.read("a", Map.of("lable.team", List.of("hr"))))
                .hasMessageContaining("no query parameter 'lable.team'");
        assertThatThrownBy(() -> DocumentJson.read("a", Map.of("tenant", List.of("acme", "other"))))
                .hasMessageContaining("query parameter 'tenant' once");
        assertThatThrownBy(() -> DocumentJson.nothing(Map.of("tenant", "acme")))
                .hasMessageContaining("not in the query");
    }

    @Test
    void refusesAnIdThatIsNoString() {
        assertThatThrownBy(() -> DocumentJson.text((Obj) Json.parse(Buffer.buffer("{\"id\":5}")), "id"))
                .hasMessageContaining("a string in id");
    }
}
