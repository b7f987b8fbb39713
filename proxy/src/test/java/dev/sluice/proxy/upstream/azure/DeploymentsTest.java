package dev.sluice.proxy.upstream.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Target;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import dev.sluice.proxy.upstream.Origin;
import dev.sluice.proxy.upstream.Outgoing;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentsTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, gpt 5/eu, /openai/deployments/gpt%205%2Feu/chat/completions",
        "/v1/completions?api-version=1, gpt-5, /openai/deployments/gpt-5/completions?api-version=1",
        "/v1/embeddings, small, /openai/deployments/small/embeddings",
        "/v1/audio/speech, tts, /openai/deployments/tts/audio/speech",
        "/v1/images/generations, dall-e, /openai/deployments/dall-e/images/generations",
        "/v1/chat/completions, '', /openai/chat/completions",
        "/v1/chat/completions, , /openai/chat/completions",
        "/v1/responses, gpt-5, /openai/responses",
        "/v1/realtime?model=my%20voice, my voice, /openai/realtime?deployment=my%20voice",
        "/v1/realtime?intent=transcription&model=voice, voice, /openai/realtime?intent=transcription&deployment=voice",
        "/v1/files/file-1, gpt-5, /openai/files/file-1",
        "/openai/deployments/mine/chat/completions, gpt-5, /openai/deployments/mine/chat/completions",
    })
    void putsTheDeploymentWhereAzureLooksForIt(String uri, String model, String expected) {
        Outgoing request = new Outgoing(call(model), ORIGIN, uri, MultiMap.caseInsensitiveMultiMap(), Body.NONE);

        Outgoing prepared = new Deployments().prepare(request).result();

        assertThat(prepared.uri()).isEqualTo(expected);
    }

    private static final Origin ORIGIN = Origin.of(URI.create("https://x.openai.azure.com"), Map.of());

    private static Call call(String model) {
        OpenAiDialect dialect = new OpenAiDialect();
        Call call = Call.builder(dialect, dialect.chatEndpoint()).build();
        return model == null ? call : call.withTarget(new Target("azure", model));
    }
}
