package dev.sluice.proxy.dialect.openai.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses are kept by the provider unless that is declined, chat completions only if it is asked for. */
class StoredAnswersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|false|true",
                "{\"store\":null}|false|true",
                "{\"store\":true}|true|true",
                "{\"store\":false}|false|false",
            })
    void areToldByTheRequest(String body, boolean chat, boolean responses) {
        Obj request = (Obj) Json.parse(Buffer.buffer(body));
        ChatCodec ofChats = new ChatCompletionsCodec();
        ChatCodec ofResponses = new ResponsesCodec();

        assertThat(ofChats.isStored(request)).isEqualTo(chat);
        assertThat(ofResponses.isStored(request)).isEqualTo(responses);
    }
}
