package dev.sluice.proxy.dialect.openai.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonerTest {

    private static ChatRequest request(String model, Sampling sampling, @Nullable String effort) {
        return new ChatRequest(
                model,
                false,
                List.of(Turn.of(Role.USER, "Hi")),
                Tools.NONE,
                sampling,
                new Output(null, List.of("END"), null, null, 2, null),
                new Thinking(null, effort, null, null),
                Labels.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5-mini, , false",
        "gpt-5, , false",
        "gpt-5-2025-08-07, , false",
        "gpt-5.6-luna, , false",
        "o3, , false",
        "o4-mini, , false",
        "openai/o1-preview, , false",
        "gpt-5.1, low, false",
        "gpt-5.2-2025-12-11, high, false",
        "gpt-5.1, , true",
        "gpt-5.2, none, true",
        "gpt-5-chat-latest, , true",
        "gpt-4o, , true",
        "gpt-4.1-mini, , true",
        "o-my-model, , true",
        "llama-3.3-70b-versatile, , true"
    })
    void reasoningModelsAreNotToldHowToDraw(String model, String effort, boolean told) {
        Sampling warm = new Sampling(0.5, 0.9, null, 0.1, 0.2, null);
        for (ChatCodec codec : List.of(new ChatCompletionsCodec(), new ResponsesCodec())) {
            Losses losses = new Losses();

            Obj written = codec.writeRequest(request(model, warm, effort), losses);

            assertThat(written.has("temperature")).isEqualTo(told);
            assertThat(written.has("top_p")).isEqualTo(told);
            assertThat(losses.all().stream().anyMatch(loss -> loss.field().equals("temperature")))
                    .isEqualTo(!told);
        }
        Obj chat = new ChatCompletionsCodec().writeRequest(request(model, warm, effort), new Losses());
        assertThat(Stream.of("stop", "logprobs", "presence_penalty", "frequency_penalty")
                        .map(chat::has))
                .containsOnly(told);
    }

    @Test
    void whatIsTheirOwnAnywayMayBeSaid() {
        Sampling own = new Sampling(1.0, 1.0, null, 0.0, 0.0, null);

        Obj written = new ChatCompletionsCodec().writeRequest(request("gpt-5-mini", own, null), new Losses());

        assertThat(written.has("temperature")).isTrue();
        assertThat(written.has("presence_penalty")).isTrue();
    }
}
