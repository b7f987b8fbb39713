package dev.sluice.proxy.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.text.Channel;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts of a response are found, and in which channel: tool inputs of every kind of call among them. */
class ResponseTextsTest {

    private final List<String> seen = new ArrayList<>();
    private final ResponseTexts texts = new ResponseTexts(this::upper);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'message','content':[{'type':'output_text','text':'a'}]} | CONTENT 0 a",
                "{'type':'message','content':[{'type':'x'},{'type':'refusal','refusal':'a'}]} | REFUSAL 1 a",
                "{'type':'reasoning','content':[{'type':'reasoning_text','text':'a'}]} | REASONING 0 a",
                "{'type':'reasoning','summary':[{'type':'summary_text','text':'a'}]} | REASONING 65536 a",
                "{'type':'function_call','name':'f','arguments':'a'} | TOOL_ARGUMENTS 0 a",
                "{'type':'custom_tool_call','input':'a'} | TOOL_INPUT 0 a",
                "{'type':'code_interpreter_call','code':'a'} | TOOL_INPUT 0 a",
                "{'type':'shell_call','action':{'commands':['a']}} | TOOL_INPUT 0 a",
                "{'type':'apply_patch_call','operation':{'path':'p','diff':'a'}} | TOOL_INPUT 0 a",
            })
    void findsTheTextOfEachItem(String item, String expected) {
        Obj mapped = texts.item(parse(item), 3);

        assertThat(seen).containsExactly("3 " + expected);
        assertThat(mapped).hasToString(item.replace('\'', '"').replace("\"a\"", "\"A\""));
    }

    @Test
    void eachCommandOfAShellHasAPlaceOfItsOwn() {
        texts.item(parse("{'action':{'type':'exec','commands':['a','b']}}"), 0);

        assertThat(seen).containsExactly("0 TOOL_INPUT 0 a", "0 TOOL_INPUT 1 b");
    }

    @Test
    void probabilitiesOfATextThatChangedAreGone() {
        Obj part = parse("{'text':'a','logprobs':[{'token':'a'}]}");

        assertThat(texts.part(part, 0, 0)).hasToString("{\"text\":\"A\",\"logprobs\":[]}");
    }

    @Test
    void theTextThatSumsAllUpIsMappedToo() {
        Obj response = parse("{'id':'r','output_text':'a','output':[{'content':[{'text':'b'}]}]}");

        assertThat(texts.response(response))
                .hasToString("{\"id\":\"r\",\"output_text\":\"A\",\"output\":[{\"content\":[{\"text\":\"B\"}]}]}");
    }

    @Test
    void whatHasAnotherShapeStaysAsItIs() {
        Obj response = parse("{'output':[1,{'action':'x','operation':{'diff':1},'content':'x','arguments':{}}]}");

        assertThat(texts.response(response)).isSameAs(response);
    }

    private String upper(Channel channel, String text) {
        seen.add(channel.choice() + " " + channel.kind() + " " + channel.part() + " " + text);
        return text.toUpperCase(Locale.ROOT);
    }

    private static Obj parse(String json) {
        return (Obj) Json.parse(Buffer.buffer(json.replace('\'', '"')));
    }
}
