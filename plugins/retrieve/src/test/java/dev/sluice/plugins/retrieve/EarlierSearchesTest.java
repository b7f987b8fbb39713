package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

/** What goes on to a provider of a conversation in which searches were made here. */
class EarlierSearchesTest {

    private static final String OTHERS = "{'type':'file_search_call','id':'fs_68a'},{'role':'assistant','content':["
            + "{'type':'output_text','text':'Ten.','annotations':[{'type':'file_citation','file_id':'file-abc'}]}]}";

    @Test
    void providersAreNotToldOfSearchesThatWereMadeHere() {
        // given
        Obj request = json("{'input':[{'role':'user','content':'How long?'},"
                + "{'type':'file_search_call','id':'fs_sluice_1','queries':['How long?']},"
                + "{'role':'assistant','content':[{'type':'output_text','text':'Thirty [1].','annotations':["
                + "{'type':'file_citation','file_id':'file-sluice-1'},{'type':'url_citation','url':'https://a'}]}]},"
                + OTHERS + "]}");
        // when
        Obj sent = EarlierSearches.without(request);
        // then
        assertThat(sent)
                .hasToString(text("{'input':[{'role':'user','content':'How long?'},"
                        + "{'role':'assistant','content':[{'type':'output_text','text':'Thirty [1].','annotations':["
                        + "{'type':'url_citation','url':'https://a'}]}]}," + OTHERS + "]}"));
    }

    @Test
    void whatIsOfNobodyHereStaysAsItIs() {
        for (String request : new String[] {"{}", "{'input':'How long?'}", "{'input':[1," + OTHERS + "]}"}) {
            Obj asked = json(request);
            assertThat(EarlierSearches.without(asked)).isSameAs(asked);
        }
    }

    private static Obj json(String text) {
        return (Obj) Json.parse(Buffer.buffer(text(text)));
    }

    private static String text(String text) {
        return text.replace('\'', '"');
    }
}
