package dev.sluice.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyShapeTest {

    static Stream<ReplyShape> shapes() {
        return Stream.of(new ReplyShape.Whole(1024), new ReplyShape.Stream(100, 50), new ReplyShape.Burst(7));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isFoundInTheRequestThatNamesIt(ReplyShape shape) {
        String request = new String(Chat.request(shape, "openai/", 4096), US_ASCII);

        assertThat(ReplyShape.find(request)).contains(shape);
    }

    @Test
    void aRequestOfAnotherModelNamesNone() {
        assertThat(ReplyShape.find("{\"model\":\"gpt-5-mini\"}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 16 * 1024, 1024 * 1024})
    void bodiesHaveTheSizeThatWasAskedFor(int bytes) {
        assertThat(Chat.reply(bytes)).hasSize(bytes);
        assertThat(Chat.request(new ReplyShape.Whole(bytes), "", bytes)).hasSize(bytes);
    }
}
