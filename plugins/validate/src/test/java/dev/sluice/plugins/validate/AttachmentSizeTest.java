package dev.sluice.plugins.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.validate.ValidateConfig.AttachmentRules;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An attachment is as large as what it decodes to, not as what it is written in. */
class AttachmentSizeTest {

    @ParameterizedTest
    @CsvSource({"1000, true", "1022, true", "1023, true", "1024, true", "1040, false", "1358, false"})
    void countsDecodedBytes(int bytes, boolean passes) {
        String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(new byte[bytes]);
        Obj image = Json.object("type", "image_url", "image_url", Json.object("url", url));
        Obj body = Json.object(
                "messages", Json.array(Json.object("role", "user", "content", Json.array(image))), "model", "m");
        Violations found = new Violations();

        new AttachmentCheck(new AttachmentRules(null, List.of(), DataSize.parse("1KiB")))
                .on(
                        new OpenAiDialect()
                                .endpoints().stream()
                                        .filter(endpoint -> endpoint.name().equals("chat-completions"))
                                        .findFirst()
                                        .orElseThrow()
                                        .promptLens()
                                        .read(body),
                        found);

        assertThat(found.isEmpty()).isEqualTo(passes);
    }
}
