package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left out is said to be, by its name. */
class LossesTest {

    private static Obj document(String text) {
        return (Obj) Json.parse(Buffer.buffer(text.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai responses | anthropic messages | store | {'input':'Hi','store':true}",
                "openai responses | anthropic messages | reasoning.summary | {'input':'Hi','reasoning':{'summary':'auto'}}",
                "openai responses | anthropic messages | reasoning.summary | {'input':'Hi','reasoning':{'generate_summary':'auto'}}",
                "openai responses | anthropic messages | input[0].phase | {'input':[{'role':'assistant','content':'Hi','phase':'final'}]}",
                "openai responses | anthropic messages | input[0].content[0].annotations | {'input':[{'role':'assistant','content':[{'type':'output_text','text':'Hi','annotations':[{'type':'url_citation','url':'https://u'}]}]}]}",
                "openai chat-completions | anthropic messages | user | {'messages':[{'role':'user','content':'Hi'}],'user':'u','safety_identifier':'s'}",
                "openai chat-completions | anthropic messages | stop | {'messages':[{'role':'user','content':'Hi'}],'stop':[1,'x']}",
                "openai chat-completions | anthropic messages | stop | {'messages':[{'role':'user','content':'Hi'}],'stop':1}",
                "openai chat-completions | gemini generate-content | top_logprobs | {'messages':[{'role':'user','content':'Hi'}],'top_logprobs':2}",
                "anthropic messages | openai chat-completions | messages[0].citations | {'messages':[{'role':'assistant','content':[{'type':'text','text':'Hi','citations':[{'type':'char_location','cited_text':'c','document_index':0,'start_char_index':0,'end_char_index':1}]}]}]}",
                "anthropic messages | openai responses | input[0].citations | {'messages':[{'role':'assistant','content':[{'type':'text','text':'Hi','citations':[{'type':'char_location','cited_text':'c','document_index':0,'start_char_index':0,'end_char_index':1}]}]}]}",
            })
    void ofARequest(String client, String provider, String field, String body) {
        Losses losses = new Losses();

        Speaker.parsed(RecordedStream.speaker(provider)
                .codec()
                .writeRequest(RecordedStream.speaker(client).codec().readRequest(document(body), losses), losses));

        assertThat(losses.all()).extracting(Losses.Loss::field).contains(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "safetyRatings | {'safetyRatings':[{'category':'X'}]}",
                "avgLogprobs | {'avgLogprobs':-0.1}",
                "finishMessage | {'finishMessage':'because'}",
                "urlContextMetadata | {'urlContextMetadata':{'x':1}}",
                "groundingMetadata.webSearchQueries | {'groundingMetadata':{'webSearchQueries':['q']}}",
                "groundingMetadata.searchEntryPoint | {'groundingMetadata':{'searchEntryPoint':{'renderedContent':'x'}}}",
                "groundingMetadata.groundingSupports.confidenceScores | {'groundingMetadata':{'groundingSupports':[{'confidenceScores':[0.9]}]}}",
                "citationMetadata.license | {'citationMetadata':{'citationSources':[{'uri':'https://c','license':'MIT'}]}}",
            })
    void ofWhatGeminiSaysOfItsAnswer(String field, String said) {
        Losses losses = new Losses();
        Obj candidate = document(said).with("content", document("{'parts':[{'text':'Hi'}]}"));

        RecordedStream.speaker("gemini generate-content")
                .codec()
                .readReply(Json.object("candidates", Json.array(candidate)), losses);

        assertThat(losses.all()).extracting(Losses.Loss::field).contains("candidates[0]." + field);
    }

    /** Nothing was there but the places of what was recited. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = "candidates[0].citationMetadata | {'citationMetadata':{'citationSources':[{'uri':'https://c'}]}}")
    void isNamedAsItIsCalled(String field, String said) {
        Losses losses = new Losses();
        Obj candidate = document(said).with("content", document("{'parts':[{'functionCall':{'name':'f','args':{}}}]}"));

        RecordedStream.speaker("gemini generate-content")
                .codec()
                .readReply(Json.object("candidates", Json.array(candidate)), losses);

        assertThat(losses.all()).extracting(Losses.Loss::field).containsExactly(field);
    }
}
