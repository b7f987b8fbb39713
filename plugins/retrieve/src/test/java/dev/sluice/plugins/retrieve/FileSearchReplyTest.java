package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.api.stream.Event;
import dev.sluice.plugins.retrieve.stores.Finding;
import dev.sluice.plugins.retrieve.stores.StoredFile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How a reply of responses tells of a search that its provider knows nothing of. */
class FileSearchReplyTest {

    private static final String TEXT = "🗼 Thirty days [1], see [7].";

    @Test
    void tellsOfTheSearchAndOfWhatIsCited() {
        JsonObject told =
                new JsonObject(reply(true).whole(json("""
                        {"id":"resp_1","tools":[],"output":[{"type":"message","id":"msg_1","content":[
                          {"type":"output_text","text":"%s","annotations":[]}]}]}""".formatted(TEXT))).toString());

        JsonArray output = told.getJsonArray("output");
        JsonObject call = output.getJsonObject(0);
        assertThat(call.getString("type")).isEqualTo("file_search_call");
        assertThat(call.getJsonArray("queries")).containsExactly("how long?");
        assertThat(call.getJsonArray("results").getJsonObject(0).getString("text"))
                .isEqualTo("thirty days");
        assertThat(annotations(output.getJsonObject(1)))
                .containsExactly(new JsonObject()
                        .put("type", "file_citation")
                        .put("index", 14)
                        .put("file_id", "file-sluice-1")
                        .put("filename", "leave.txt"));
        assertThat(told.getJsonArray("tools").getJsonObject(0).getString("type"))
                .isEqualTo("file_search");
    }

    @Test
    void showsResultsOnlyToWhoAsksForThem() {
        Obj told = reply(false).whole(json("{\"output\":[]}"));

        assertThat(new JsonObject(told.toString())
                        .getJsonArray("output")
                        .getJsonObject(0)
                        .getValue("results"))
                .isNull();
    }

    @Test
    void tellsOfItInStreamsWithoutAGapInTheirNumbers() {
        Function<Event, List<Event>> change = reply(false).events();
        List<JsonObject> out = new ArrayList<>();
        for (String event : List.of(
                "{'type':'response.created','sequence_number':0,'response':{'tools':[],'output':[]}}",
                "{'type':'response.output_item.added','sequence_number':1,'output_index':0,'item':{'type':'message'}}",
                "{'type':'response.output_text.delta','sequence_number':2,'output_index':0,'content_index':0,'delta':'x'}",
                "{'type':'response.output_text.done','sequence_number':3,'output_index':0,'content_index':0,"
                        + "'item_id':'msg_1','text':'Thirty [1].'}",
                "{'type':'response.content_part.done','sequence_number':4,'output_index':0,'content_index':0,"
                        + "'part':{'type':'output_text','text':'Thirty [1].','annotations':[]}}",
                "{'type':'response.output_item.done','sequence_number':5,'output_index':0,'item':{'type':'message',"
                        + "'content':[{'type':'output_text','text':'Thirty [1].','annotations':[]}]}}",
                "{'type':'response.completed','sequence_number':6,'response':{'tools':[],'output':[{'type':'message',"
                        + "'content':[{'type':'output_text','text':'Thirty [1].','annotations':[]}]}]}}")) {
            String data = event.replace('\'', '"');
            change.apply(Event.of(new JsonObject(data).getString("type"), data))
                    .forEach(one -> out.add(new JsonObject(one.text())));
        }

        assertThat(out)
                .extracting(event -> event.getString("type"))
                .containsExactly(
                        "response.created",
                        "response.output_item.added",
                        "response.file_search_call.in_progress",
                        "response.file_search_call.searching",
                        "response.file_search_call.completed",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.output_text.delta",
                        "response.output_text.annotation.added",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        for (int i = 0; i < out.size(); i++) {
            assertThat(out.get(i).getInteger("sequence_number")).isEqualTo(i);
        }
        assertThat(out.get(5).getInteger("output_index")).isZero();
        assertThat(out.get(7).getInteger("output_index")).isEqualTo(1);
        assertThat(out.get(8).getJsonObject("annotation").getInteger("index")).isEqualTo(7);
        assertThat(annotations(out.get(11).getJsonObject("item"))).hasSize(1);
        JsonArray output = out.get(12).getJsonObject("response").getJsonArray("output");
        assertThat(output.getJsonObject(0).getString("type")).isEqualTo("file_search_call");
        assertThat(annotations(output.getJsonObject(1))).hasSize(1);
        assertThat(out.getFirst().getJsonObject("response").getJsonArray("tools"))
                .hasSize(1);
    }

    @Test
    void whatIsNoJsonInAStreamStaysAsItIs() {
        for (Event event : List.of(Event.of(null, "[DONE]"), Event.of(null, "{broken"), Event.of("ping", "[1]"))) {
            assertThat(reply(false).events().apply(event)).containsExactly(event);
        }
    }

    private static JsonArray annotations(JsonObject message) {
        return message.getJsonArray("content").getJsonObject(0).getJsonArray("annotations");
    }

    private static FileSearchReply reply(boolean results) {
        Passage passage = new Passage("vs_sluice_1/file-sluice-1", 0, "leave.txt", "", "", "thirty days", 0.8);
        StoredFile file = new StoredFile("file-sluice-1", "acme", "leave.txt", null, "assistants", 11, 0);
        Finding.Found found = new Finding.Found(passage, file, Json.object().build());
        return new FileSearchReply(
                "fs_1", "how long?", List.of(found), json("{\"tools\":[{\"type\":\"file_search\"}]}"), results);
    }

    private static Obj json(String text) {
        return (Obj) Json.parse(Buffer.buffer(text));
    }
}
