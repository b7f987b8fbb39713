package dev.sluice.proxy.upstream.sandbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import dev.sluice.proxy.upstream.sandbox.model.Answer.Finish;
import dev.sluice.proxy.upstream.sandbox.model.Answer.ToolUse;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sandbox's models make of prompts of every shape. */
class AuthorsTest {

    private static final OpenAiDialect DIALECT = new OpenAiDialect();

    private static Prompt prompt(String messages, String more) {
        String body = "{'model':'m','messages':[" + messages + "]" + more + "}";
        return Objects.requireNonNull(Call.builder(
                        DIALECT,
                        DIALECT.endpoints().stream()
                                .filter(endpoint -> endpoint.name().equals("chat-completions"))
                                .findFirst()
                                .orElseThrow())
                .body(Body.of((Obj) Json.parse(Buffer.buffer(body.replace('\'', '"')))))
                .build()
                .prompt());
    }

    @Test
    void theTranscriptShowsEveryPartOfAMessage() {
        Prompt prompt = prompt("""
                {'role':'user','content':[{'type':'text','text':'look'},
                  {'type':'image_url','image_url':{'url':'data:image/png;base64,AA'}},
                  {'type':'image_url','image_url':{'url':'https://x/y.png'}},
                  {'type':'input_audio','input_audio':{'data':'AAAA'}},{'type':'hologram'}]},
                {'role':'assistant','reasoning':'hm','tool_calls':[
                  {'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]},
                {'role':'tool','tool_call_id':'c','content':'done'}""", """
                ,'tools':[{'type':'function','function':{'name':'f','description':'does','parameters':{'a':1}}},
                  {'type':'web_search'}]""");

        assertThat(Transcript.of(prompt)).isEqualTo("""
                [user]
                look
                (image image/png, 24 characters)
                (image at https://x/y.png)
                (audio, 4 characters)
                (hologram)

                [assistant]
                (reasoning) hm
                (calls f as c) {}

                [tool]
                (answers c) done

                [tools]
                f: does {"a":1}
                web_search""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'system','content':'Cats purr. Dogs bark.'},{'role':'user','content':'Who can purr?'} | Cats purr.",
                "{'role':'user','content':'Cats purr. Dogs bark. Who can bark?'} | Dogs bark.",
                "{'role':'tool','tool_call_id':'c','content':'Cats purr.'},{'role':'user','content':'purr?'} | Cats purr.",
                "{'role':'assistant','content':'Cats purr.'},{'role':'user','content':'Who purrs?'} | The context does not say.",
                "{'role':'user','content':'Who can purr?'},{'role':'system','content':'Cats purr.'} | Cats purr.",
                "{'role':'system','content':'Cats purr.'} | The context does not say.",
                "{'role':'user','content':''} | The context does not say.",
                "{'role':'system','content':'Cats purr.'},{'role':'user','content':[{'type':'image_url'},{'type':'x'}]} | The context does not say.",
                "{'role':'system','content':'Big old cats purr. Dogs purr.'},{'role':'user','content':'big old cats purr'} | Big old cats purr.",
            })
    void theExtractIsWhatTheContextSays(String messages, String expected) {
        assertThat(new Extract().write(prompt(messages, "")).text()).isEqualTo(expected);
    }

    @Test
    void theToolCallerCallsWhatTheApplicationRuns() {
        Prompt prompt = prompt("{'role':'user','content':'go'}", """
                ,'tools':[{'type':'web_search'},
                {'type':'function','function':{'name':'f','parameters':{'type':'object','required':['a'],
                  'properties':{'a':{'type':'integer'}}}}}]""");

        Answer answer = ToolCaller.OF_ONE.write(prompt);

        assertThat(answer.calls())
                .extracting(ToolUse::name, ToolUse::arguments)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("f", "{\"a\":1}"));
    }

    @Test
    void theToolCallerCallsToolsWithoutParametersIfThereAreNoOthers() {
        Prompt prompt = prompt("{'role':'user','content':'go'}", ",'tools':[{'type':'a'},{'type':'b'}]");

        Answer answer = ToolCaller.OF_ONE.write(prompt);

        assertThat(answer.calls())
                .extracting(ToolUse::name, ToolUse::arguments)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("a", "{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                " | No tool was offered.",
                "{'role':'user','content':'go'} | No tool was offered.",
                "{'role':'tool','content':'old'},{'role':'user'},{'role':'tool','content':'a'},{'role':'tool','content':'b'} | a+b",
                "{'role':'tool','content':'a'} | a",
            })
    void theToolCallerSaysWhatToolsAnswered(String messages, String expected) {
        Answer answer = ToolCaller.OF_ONE.write(prompt(Objects.requireNonNullElse(messages, ""), ""));

        assertThat(answer.text()).isEqualTo(expected.replace('+', '\n'));
    }

    @ParameterizedTest
    @CsvSource({
        "one two three, 2,    '',     LENGTH",
        "one two three, 9,    '',     STOP",
        "one two three, ,     two,    STOP",
        "one two three, 1,    three,  LENGTH",
        "one two three, ,     absent, STOP"
    })
    void anAnswerKeepsToWhatThePromptAllows(String text, Integer most, String stop, Finish finish) {
        Parameters parameters = new Parameters(most, null, null, null, null, List.of(stop), null);

        Answer answer = Answer.saying(text).within(parameters);

        assertThat(text).startsWith(answer.text());
        assertThat(answer.finish()).isEqualTo(finish);
    }

    @Test
    void callsOfToolsAreNeverCut() {
        Answer calls = Answer.calling(List.of(new ToolUse("c", "f", "{\"a\":1}")));
        Parameters one = new Parameters(0, null, null, null, null, List.of("{"), null);

        assertThat(calls.within(one)).isSameAs(calls);
        assertThat(calls.tokens()).isPositive();
    }
}
