package dev.sluice.proxy.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.testkit.codec.CodecContract;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiCodecTest implements CodecContract {

    @Override
    public ReplyLens lens() {
        return new CandidateReply(StreamForm.EVENTS);
    }

    @ParameterizedTest
    @CsvSource({"-_8=, +/8=", "-_8, +/8=", "+/8=, +/8=", "iVBORw0KGgo=, iVBORw0KGgo="})
    void pictureInTheBase64OfUrlsIsReadAsOthersHaveIt(String said, String read) {
        Obj body = (Obj) Json.parse(Buffer.buffer("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"inlineData\":"
                + "{\"mimeType\":\"image/png\",\"data\":\"" + said + "\"}}]}]}"));

        ChatPart part = Objects.requireNonNull(lens().chat())
                .readRequest(body, new Losses())
                .turns()
                .getFirst()
                .parts()
                .getFirst();

        assertThat(part)
                .isInstanceOfSatisfying(
                        ChatPart.Media.class,
                        media -> assertThat(media.source()).isEqualTo(new MediaSource.Base64(read)));
    }
}
