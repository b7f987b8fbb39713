package dev.sluice.plugins.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.PromptLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import dev.sluice.testkit.codec.ChatWire;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be looked at is said to be unchecked, and goes on as it came. */
class UnseenTest {

    private static final Filter FILTER = new RedactFactory()
            .create(Configs.DEFAULT, new FakePluginContext(new VirtualTime()))
            .result();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "openai|chat-completions|{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://bob:hunter22@x.example/a.png\"}},{\"type\":\"file\",\"file\":{\"file_data\":\"data:text/plain;base64,Ym9iQGV4YW1wbGUuY29t\"}}]}]}|1 file, 1 image",
                "openai|responses|{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"https://x.example/a.png\"}]}]}|1 image",
                "anthropic|messages|{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://x.example\"}},{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"text/plain\",\"data\":\"Ym9i\"}},{\"type\":\"what\"}]}]}|1 file, 1 image, 1 unknown part",
                "anthropic|messages|{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"text\",\"data\":\"hi\"}}]}]}|``",
                "gemini|generate-content|{\"contents\":[{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"iVBO\"}},{\"fileData\":{\"mimeType\":\"image/png\",\"fileUri\":\"gs://b/c\"}}]}]}|2 image",
                "openai|chat-completions|{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|``",
            })
    void whatHasNoTextIsCounted(String dialect, String endpoint, String body, String unseen) {
        PromptLens lens = Dialects.builtIn().all().stream()
                .filter(each -> each.name().equals(dialect))
                .flatMap(each -> each.endpoints().stream())
                .filter(each -> each.name().equals(endpoint))
                .map(Endpoint::promptLens)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();

        assertThat(Unseen.in(lens.read((Obj) Json.parse(Buffer.buffer(body))))).isEqualTo(unseen);
    }

    @Test
    void itIsRecordedAsNotCheckedAndStaysTheVeryBytes() {
        // given
        ChatWire wire = ChatWire.all(Dialects.builtIn().all()).stream()
                .filter(each -> each.endpoint().name().equals("chat-completions"))
                .findFirst()
                .orElseThrow();
        ChatPart picture =
                new ChatPart.Media(Part.Media.Kind.IMAGE, "image/png", new MediaSource.Base64("iVBO"), null, null);
        Turn turn = new Turn(Role.USER, List.of(new ChatPart.Text("what is this?"), picture));
        Call call = wire.call(ChatRequest.of("some-model", List.of(turn)).to("some-model", false));
        List<Body> sent = new ArrayList<>();
        // when
        FILTER.apply(call, down -> {
            sent.add(down.body());
            return Future.failedFuture("enough");
        });
        // then
        assertThat(call.journal().decisions()).containsExactly(new Decision("redact", "not-checked", "1 image"));
        assertThat(sent).containsExactly(call.body());
    }
}
