package dev.sluice.plugins.retrieve.cite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Headers;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Sources;
import dev.sluice.testkit.FakeCalls;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Citations in each dialect's own shape, of whole replies and of streams cut anywhere. */
class CitingTest {

    private static final String TEXT = "🗼 Thirty days [1][2]. Ask HR [7] or [2].";

    private static final JsonObject OWN = new JsonObject().put("own", 1);

    private static final Cited CITED = new Cited(
            "handbook",
            List.of(
                    new Passage("leave", 0, "Leave", "https://kb/leave", "", "thirty days", 0.9),
                    new Passage("hr", 1, "", "", "", "ask HR", 0.5)));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100})
    void marksAreFoundHoweverATextIsCut(int size) {
        // given
        Marks marks = new Marks(2);
        // when
        pieces(size).forEach(marks::add);
        // then
        assertThat(marks.found()).isEqualTo(Marks.of(TEXT, 2)).hasSize(3);
        assertThat(marks.found().get(0).start()).isEqualTo(new Marks.Spot(14, 17));
        assertThat(marks.found().get(1).said()).isEqualTo("🗼 Thirty days");
        assertThat(marks.found().get(2).said()).isEqualTo(". Ask HR [7] or");
    }

    @Test
    void aChatCompletionHasUrlCitations() {
        JsonObject told = whole("openai", "{'choices':[{'index':0,'message':{'role':'assistant','content':'TEXT'}}]}");

        JsonArray annotations = told.getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message")
                .getJsonArray("annotations");
        assertThat(annotations).hasSize(3);
        assertThat(annotations.getJsonObject(0))
                .isEqualTo(new JsonObject(
                        "{\"type\":\"url_citation\",\"url_citation\":{\"start_index\":14,\"end_index\":17,"
                                + "\"url\":\"https://kb/leave\",\"title\":\"Leave\"}}"));
        assertThat(annotations.getJsonObject(1).getJsonObject("url_citation").getString("url"))
                .isEqualTo("urn:sluice:handbook:hr");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 100})
    void aStreamedChatCompletionHasThemBeforeItEnds(int size) {
        // given
        List<String> events = new ArrayList<>();
        pieces(size)
                .forEach(piece -> events.add(
                        "{'id':'c','choices':[{'index':0,'delta':{'content':'" + piece + "'},'finish_reason':null}]}"));
        events.add("{'id':'c','choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}");
        // when
        List<JsonObject> told = stream("openai", events);
        // then
        assertThat(told).hasSize(events.size() + 1);
        JsonObject choice = told.get(told.size() - 2).getJsonArray("choices").getJsonObject(0);
        assertThat(choice.getJsonObject("delta").getJsonArray("annotations")).hasSize(3);
        assertThat(told.get(told.size() - 2).getString("id")).isEqualTo("c");
    }

    @Test
    void aResponseHasThemInItsTextsAndItsStreamHasNoGap() {
        // given
        String part = "{'type':'output_text','text':'TEXT','annotations':[]}";
        String item = "{'type':'message','content':[" + part + "]}";
        List<String> events = List.of(
                "{'type':'response.created','sequence_number':0,'response':{'output':[]}}",
                "{'type':'response.output_text.done','sequence_number':1,'output_index':0,'content_index':0,'item_id':'m','text':'TEXT'}",
                "{'type':'response.content_part.done','sequence_number':2,'output_index':0,'part':" + part + "}",
                "{'type':'response.output_item.done','sequence_number':3,'output_index':0,'item':" + item + "}",
                "{'type':'response.completed','sequence_number':4,'response':{'output':[" + item + "]}}");
        // when
        List<JsonObject> told = stream("openai", events);
        // then
        assertThat(told)
                .extracting(event -> event.getString("type"))
                .containsExactly(
                        "response.created",
                        "response.output_text.annotation.added",
                        "response.output_text.annotation.added",
                        "response.output_text.annotation.added",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i).getInteger("sequence_number")).isEqualTo(i);
        }
        assertThat(told.get(1).getJsonObject("annotation").getInteger("start_index"))
                .isEqualTo(14);
        assertThat(told.get(5).getJsonObject("part").getJsonArray("annotations"))
                .hasSize(3);
        assertThat(told.get(7)
                        .getJsonObject("response")
                        .getJsonArray("output")
                        .getJsonObject(0)
                        .getJsonArray("content")
                        .getJsonObject(0)
                        .getJsonArray("annotations"))
                .hasSize(3);
        assertThat(whole("openai", "{'output':[" + item + "]}").encode()).contains("url_citation");
    }

    @Test
    void aMessageOfClaudesHasSearchResultLocations() {
        JsonObject told =
                whole("anthropic", "{'content':[{'type':'thinking','thinking':'[1]'},{'type':'text','text':'TEXT'}]}");

        assertThat(told.getJsonArray("content").getJsonObject(0).containsKey("citations"))
                .isFalse();
        assertThat(told.getJsonArray("content")
                        .getJsonObject(1)
                        .getJsonArray("citations")
                        .getJsonObject(0))
                .isEqualTo(new JsonObject("{\"type\":\"search_result_location\",\"cited_text\":\"thirty days\","
                        + "\"source\":\"https://kb/leave\",\"title\":\"Leave\",\"search_result_index\":0,"
                        + "\"start_block_index\":0,\"end_block_index\":1}"));
    }

    @Test
    void aStreamedMessageHasThemBeforeItsBlockEnds() {
        List<JsonObject> told = stream(
                "anthropic",
                List.of(
                        "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}",
                        "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Thirty days ['}}",
                        "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'1].'}}",
                        "{'type':'content_block_stop','index':0}",
                        "{'type':'message_stop'}"));

        assertThat(told).hasSize(6);
        assertThat(told.get(3).getString("type")).isEqualTo("content_block_delta");
        assertThat(told.get(3).getJsonObject("delta").getString("type")).isEqualTo("citations_delta");
        assertThat(told.get(3).getJsonObject("delta").getJsonObject("citation").getString("title"))
                .isEqualTo("Leave");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 100})
    void aCandidateOfGeminisHasGroundingMetadataCountedInBytes(int size) {
        // given
        List<String> events = new ArrayList<>();
        pieces(size).forEach(piece -> events.add("{'candidates':[{'content':{'parts':[{'text':'" + piece + "'}]}}]}"));
        events.add("{'candidates':[{'content':{'parts':[{'text':''}]},'finishReason':'STOP'}]}");
        // when
        List<JsonObject> told = stream("gemini", events);
        // then
        JsonObject metadata =
                told.getLast().getJsonArray("candidates").getJsonObject(0).getJsonObject("groundingMetadata");
        assertThat(metadata.getJsonArray("groundingChunks")).hasSize(2);
        assertThat(metadata.getJsonArray("groundingSupports").getJsonObject(0))
                .isEqualTo(new JsonObject("{\"segment\":{\"startIndex\":0,\"endIndex\":16,\"text\":\"🗼 Thirty days\"},"
                        + "\"groundingChunkIndices\":[0]}"));
        assertThat(told.getFirst().encode()).doesNotContain("groundingMetadata");
    }

    @Test
    void aMessageOfCoheresHasCitations() {
        JsonObject told = whole("cohere", "{'message':{'content':[{'type':'text','text':'TEXT'}]}}");
        List<JsonObject> streamed = stream(
                "cohere",
                List.of(
                        "{'type':'content-delta','index':0,'delta':{'message':{'content':{'text':'Thirty [1].'}}}}",
                        "{'type':'content-end','index':0}"));

        JsonObject first =
                told.getJsonObject("message").getJsonArray("citations").getJsonObject(0);
        assertThat(first.getInteger("start")).isZero();
        assertThat(first.getInteger("end")).isEqualTo(13);
        assertThat(first.getJsonArray("sources").getJsonObject(0).getString("id"))
                .isEqualTo("leave");
        assertThat(streamed)
                .extracting(event -> event.getString("type"))
                .containsExactly("content-delta", "citation-start", "citation-end", "content-end");
    }

    @Test
    void citationsOfAReasoningModelOfCoheresNameTheBlockOfText() {
        // given
        String body = "{'message':{'content':[{'type':'thinking','thinking':'[2]'},{'type':'text','text':'TEXT'}]}}";
        // when
        JsonArray citations = whole("cohere", body).getJsonObject("message").getJsonArray("citations");
        // then
        assertThat(citations)
                .hasSize(3)
                .allSatisfy(one -> assertThat(((JsonObject) one).getInteger("content_index"))
                        .isEqualTo(1));
    }

    @Test
    void aStreamOfCoheresNamesTheBlockOfTextAndNumbersOnFromTheModelsOwn() {
        List<JsonObject> told = stream(
                "cohere",
                List.of(
                        "{'type':'content-delta','index':0,'delta':{'message':{'content':{'thinking':'[2]'}}}}",
                        "{'type':'content-end','index':0}",
                        "{'type':'content-delta','index':1,'delta':{'message':{'content':{'text':'Thirty [1].'}}}}",
                        "{'type':'citation-start','index':0,'delta':{'message':{'citations':{}}}}",
                        "{'type':'citation-end','index':0}",
                        "{'type':'content-end','index':1}",
                        "{'type':'content-delta','index':2,'delta':{'message':{'content':{'text':'Ask [2].'}}}}",
                        "{'type':'citation-start','index':1,'delta':{'message':{'citations':{}}}}",
                        "{'type':'citation-end','index':1}",
                        "{'type':'content-end','index':2}"));

        assertThat(told)
                .filteredOn(event -> event.getString("type").equals("citation-start"))
                .extracting(event -> event.getInteger("index"))
                .containsExactly(0, 1, 2, 3);
        assertThat(told)
                .filteredOn(event -> event.encode().contains("content_index"))
                .extracting(event -> event.getJsonObject("delta")
                        .getJsonObject("message")
                        .getJsonObject("citations")
                        .getInteger("content_index"))
                .containsExactly(1, 2);
    }

    @Test
    void whatTheModelCitesItselfStays() {
        // given
        String annotated = "{'choices':[{'index':0,'message':{'content':'TEXT','annotations':[{'own':1}]}}]}";
        String located = "{'content':[{'type':'text','text':'TEXT','citations':[{'own':1}]},"
                + "{'type':'text','text':'[2]','citations':null}]}";
        String cited = "{'message':{'content':[{'type':'text','text':'TEXT'}],'citations':[{'own':1}]}}";
        // then
        assertThat(whole("openai", annotated)
                        .getJsonArray("choices")
                        .getJsonObject(0)
                        .getJsonObject("message")
                        .getJsonArray("annotations"))
                .hasSize(4)
                .startsWith(OWN);
        JsonArray blocks = whole("anthropic", located).getJsonArray("content");
        assertThat(blocks.getJsonObject(0).getJsonArray("citations")).hasSize(4).startsWith(OWN);
        assertThat(blocks.getJsonObject(1).getJsonArray("citations")).hasSize(1);
        assertThat(whole("cohere", cited).getJsonObject("message").getJsonArray("citations"))
                .hasSize(4)
                .startsWith(OWN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatGeminiHasFoundItselfStaysInItsPlaces(boolean atTheEnd) {
        // given
        String own =
                ",'groundingMetadata':{'webSearchQueries':['leave'],'groundingChunks':[{'web':{'uri':'https://w'}}],"
                        + "'groundingSupports':[{'groundingChunkIndices':[0]}]}";
        String first = "{'candidates':[{'content':{'parts':[{'text':'TEXT'}]}" + (atTheEnd ? "" : own) + "}]}";
        String last = "{'candidates':[{'finishReason':'STOP'" + (atTheEnd ? own : "") + "}]}";
        // when
        JsonObject told = stream("gemini", List.of(first, last)).getLast();
        // then
        JsonObject metadata = told.getJsonArray("candidates").getJsonObject(0).getJsonObject("groundingMetadata");
        assertThat(metadata.getJsonArray("webSearchQueries")).containsExactly("leave");
        assertThat(metadata.getJsonArray("groundingChunks"))
                .extracting(
                        chunk -> ((JsonObject) chunk).fieldNames().iterator().next())
                .containsExactly("web", "retrievedContext", "retrievedContext");
        assertThat(metadata.getJsonArray("groundingSupports"))
                .extracting(support -> ((JsonObject) support)
                        .getJsonArray("groundingChunkIndices")
                        .getInteger(0))
                .containsExactly(0, 1, 2, 2);
    }

    @Test
    void annotationsOfAStreamedResponseAreNumberedOnFromTheModelsOwn() {
        List<JsonObject> told = stream(
                "openai",
                List.of(
                        "{'type':'response.output_text.annotation.added','item_id':'m','content_index':0,'annotation_index':0}",
                        "{'type':'response.output_text.done','item_id':'m','content_index':0,'text':'TEXT'}"));

        assertThat(told.subList(0, 4))
                .extracting(event -> event.getInteger("annotation_index"))
                .containsExactly(0, 1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini", "cohere"})
    void whatCitesNothingStaysAsItIs(String dialect) {
        for (String body : List.of(
                "{}",
                "{'choices':[{'index':0,'message':{'content':null}}]}",
                "{'content':[{'type':'text','text':'No.'}]}",
                "{'candidates':[{'finishReason':'STOP'}]}",
                "{'message':{'content':[]}}")) {
            Obj given = json(body);
            assertThat(Citing.of(dialect, CITED).whole(given)).isEqualTo(given);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini", "cohere"})
    void whatIsNotJsonInAStreamStaysAsItIs(String dialect) {
        // given
        List<Event> events = List.of(Event.of(null, "[DONE]"), Event.of(null, "{broken"), Event.of("ping", "[1]"));
        Streamed stream = new Streamed(
                200,
                Headers.empty(),
                Sources.of(List.of(Frames.of(events))),
                FakeCalls.chat().whole("?").endpoint(),
                Stopwatch.STOPPED);
        List<Event> told = new ArrayList<>();
        // when
        Streamed cited = (Streamed) Citing.of(dialect, CITED).cite(stream);
        // then
        Sources.forEach(cited.frames(), frames -> told.addAll(frames.events()));
        assertThat(told).isEqualTo(events);
    }

    @Test
    void aDialectWithoutAShapeHasNone() {
        assertThat(Citing.of("ollama", CITED)).isNull();
    }

    private static List<String> pieces(int size) {
        List<String> pieces = new ArrayList<>();
        int[] points = TEXT.codePoints().toArray();
        for (int i = 0; i < points.length; i += size) {
            pieces.add(new String(points, i, Math.min(size, points.length - i)));
        }
        return pieces;
    }

    private static JsonObject whole(String dialect, String body) {
        return new JsonObject(Citing.of(dialect, CITED).whole(json(body)).toString());
    }

    private static List<JsonObject> stream(String dialect, List<String> events) {
        Citing citing = Citing.of(dialect, CITED);
        List<JsonObject> told = new ArrayList<>();
        for (String event : events) {
            Obj data = json(event);
            citing.event(Event.of(data.text("type"), data), data).forEach(one -> told.add(new JsonObject(one.text())));
        }
        return told;
    }

    private static Obj json(String text) {
        return (Obj) Json.parse(Buffer.buffer(text.replace("TEXT", TEXT).replace('\'', '"')));
    }
}
