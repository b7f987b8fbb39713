package dev.sluice.proxy.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Usage;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.bedrock.eventstream.EventStream;
import dev.sluice.proxy.dialect.openai.Streams;
import dev.sluice.proxy.dialect.openai.Transforms;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies of InvokeModel as the families' documentation has them. */
class FamilyTextsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'prompt':'a','max_gen_len':5} | USER a",
                "{'inputText':'a','textGenerationConfig':{'stopSequences':['X']}} | USER a",
                "{'system':[{'text':'a'}],'messages':[{'role':'user','content':[{'text':'b'}]}]} | SYSTEM a USER b",
                "{'messages':[{'role':'system','content':'a'},{'role':'assistant','content':'b'}]} | SYSTEM a ASSISTANT b",
                "{'chat_history':[{'role':'CHATBOT','message':'a'}],'message':'b','preamble':'c'} | ASSISTANT a USER b SYSTEM c",
                "{'texts':['a','b'],'input_type':'search_query'} | USER a USER b",
                "{'messages':[{'role':'user','content':[{'image':{'format':'png','source':{'bytes':'AAAA'}}}]}]} | ''"
            })
    void readsPrompts(String body, String said) {
        Prompt prompt = Invocation.PROMPT.read(json(body));

        StringBuilder heard = new StringBuilder();
        for (Message message : prompt.messages()) {
            heard.append(message.role()).append(' ').append(message.text()).append(' ');
        }
        assertThat(heard.toString().strip()).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'generation':'a','stop_reason':'stop'} | {'generation':'x','stop_reason':'stop'}",
                "{'results':[{'outputText':'a','completionReason':'FINISH'}]} | {'results':[{'outputText':'x','completionReason':'FINISH'}]}",
                "{'outputs':[{'text':'a','stop_reason':'stop'}]} | {'outputs':[{'text':'x','stop_reason':'stop'}]}",
                "{'output':{'message':{'role':'assistant','content':[{'text':'a'}]}}} | {'output':{'message':{'role':'assistant','content':[{'text':'x'}]}}}",
                "{'choices':[{'message':{'role':'assistant','content':'a'}}]} | {'choices':[{'message':{'role':'assistant','content':'x'}}]}",
                "{'embedding':[1.0],'inputTextTokenCount':1} | {'embedding':[1.0],'inputTextTokenCount':1}"
            })
    void rewritesReplies(String body, String mapped) {
        Obj reply = new InvokeReply().mapTexts(json(body), new ChannelTexts(channel -> piece -> "x"));

        assertThat(reply.toString().replace('"', '\'')).isEqualTo(mapped);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'output':{'message':{}},'usage':{'inputTokens':7,'outputTokens':3,'totalTokens':10}} | 7 | 3",
                "{'generation':'a','prompt_token_count':7,'generation_token_count':3} | 7 | 3",
                "{'inputTextTokenCount':7,'results':[{'tokenCount':3,'outputText':'a'}]} | 7 | 3",
                "{'choices':[],'usage':{'prompt_tokens':7,'completion_tokens':3}} | 7 | 3",
                "{'embedding':[1.0],'inputTextTokenCount':7} | 7 | 0"
            })
    void readsTheCountsOfEachFamily(String body, long input, long output) {
        assertThat(new InvokeReply().summary(json(body)).usage()).isEqualTo(Usage.of(input, output));
    }

    @Test
    void readsTheCountsThatBedrockAddsToTheLastChunk() {
        List<Event> stream = List.of(
                chunk("{'generation':'a','prompt_token_count':7,'generation_token_count':1}"),
                chunk(
                        "{'generation':'','stop_reason':'stop','amazon-bedrock-invocationMetrics':{'inputTokenCount':7,'outputTokenCount':3}}"));

        assertThat(new InvokeReply().summary(stream).usage()).isEqualTo(Usage.of(7, 3));
    }

    @Test
    void saysWhatWasHeldBackWithTheEventThatEndsTheStream() {
        List<String> within = through(
                "{'generation':'th'}",
                "{'generation':'e','stop_reason':null}",
                "{'generation':'','stop_reason':'stop'}");

        assertThat(within)
                .containsExactly(
                        "{'generation':''}",
                        "{'generation':'','stop_reason':null}",
                        "{'generation':'the','stop_reason':'stop'}");
    }

    @Test
    void saysWhatWasHeldBackInOneMoreEventWhereNoneEndsTheStream() {
        List<String> within = through("{'contentBlockDelta':{'delta':{'text':'the'},'contentBlockIndex':0}}");

        assertThat(within.getLast()).isEqualTo("{'contentBlockDelta':{'delta':{'text':'the'},'contentBlockIndex':0}}");
    }

    private static List<String> through(String... inner) {
        Buffer given = Buffer.buffer();
        for (String each : inner) {
            given.appendBuffer(chunk(each).raw());
        }
        Buffer mapped = Streams.through(new InvokeReply(), given, 11, Transforms.HOLD_ALL);
        List<String> within = new ArrayList<>();
        for (Event event : EventStream.framing().feed(mapped).events()) {
            String bytes = ((Obj) event.json()).text("bytes");
            within.add(new String(Base64.getDecoder().decode(bytes), StandardCharsets.UTF_8).replace('"', '\''));
        }
        return within;
    }

    private static Event chunk(String inner) {
        byte[] bytes = inner.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return EventStream.event(
                "chunk", Json.object("bytes", Base64.getEncoder().encodeToString(bytes)));
    }

    private static Obj json(String text) {
        return (Obj) Json.parse(Buffer.buffer(text.replace('\'', '"')));
    }
}
