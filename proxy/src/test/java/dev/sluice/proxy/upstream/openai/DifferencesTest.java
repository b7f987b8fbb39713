package dev.sluice.proxy.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.upstream.Presets;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

/** What is said to providers that are nearly OpenAI. */
class DifferencesTest {

    private static Obj json(String text) {
        return (Obj) Json.parse(Buffer.buffer(text));
    }

    @Test
    void mistralHasNamesWordsAndIdsOfItsOwn() {
        Losses losses = new Losses();

        Obj said = Differences.of("mistral").applied(json("""
                        {"model":"m","max_completion_tokens":7,"seed":1,"tool_choice":"required","user":"u","messages":[
                        {"role":"developer","content":"Be brief."},
                        {"role":"assistant","tool_calls":[{"id":"call_abcdefghijklmnop","function":{"name":"f","arguments":"{}"}}]},
                        {"role":"tool","tool_call_id":"call_abcdefghijklmnop","content":"1"}]}"""), losses);

        String id = MistralMessages.id("call_abcdefghijklmnop");
        assertThat(id).matches("[a-zA-Z0-9]{9}").isNotEqualTo(MistralMessages.id("call_abcdefghijklmnoq"));
        assertThat(said).hasToString("""
                {"model":"m","max_tokens":7,"random_seed":1,"tool_choice":"any","messages":[
                {"role":"system","content":"Be brief."},
                {"role":"assistant","tool_calls":[{"id":"ID","function":{"name":"f","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"ID","content":"1"}]}""".replace("ID", id));
        assertThat(losses.all()).extracting(Losses.Loss::field).containsExactly("user");
    }

    @Test
    void anIdThatFitsStays() {
        assertThat(MistralMessages.id("gSIMJiOkT")).isEqualTo("gSIMJiOkT");
    }

    @Test
    void openAiItselfIsLeftAlone() {
        Obj body = json("{\"max_completion_tokens\":7,\"user\":\"u\"}");

        assertThat(Differences.of("openai").applied(body, new Losses())).isSameAs(body);
    }

    @Test
    void everyRowIsOfAPreset() {
        assertThat(Presets.all().keySet()).containsAll(Differences.presets());
    }
}
