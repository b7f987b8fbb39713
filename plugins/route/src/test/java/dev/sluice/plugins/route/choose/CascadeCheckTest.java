package dev.sluice.plugins.route.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.sluice.api.Call;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.testkit.FakeCalls;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CascadeCheckTest {

    private static final String SOURCE = "The warranty lasts 24 months from delivery and covers the battery.";

    @ParameterizedTest
    @CsvSource({
        "'The warranty lasts 24 months.', 1",
        "'Delivery covers batteries.', 1",
        "'It is 36 months.', 0.25",
        "'Bananas grow in Ecuador.', 0",
        "'Yes.', 1"
    })
    void figuresAndWordsThatStandInTheSourceSupportAnAnswer(String answer, double support) {
        assertThat(Support.of(List.of(SOURCE), answer)).isEqualTo(support, offset(0.01));
    }

    @Test
    void aModelIsAsSureAsItsTokensAreProbable() {
        Obj sure = reply("[{\"token\":\"a\",\"logprob\":0},{\"token\":\"b\",\"logprob\":-0.1}]");
        Obj unsure = reply("[{\"token\":\"a\",\"logprob\":-1},{\"token\":\"b\",\"logprob\":-1.4}]");

        assertThat(Confidence.of(sure)).isEqualTo(Math.exp(-0.05), offset(1e-9));
        assertThat(Confidence.of(unsure)).isEqualTo(Math.exp(-1.2), offset(1e-9));
        assertThat(Confidence.of(reply("[]"))).isEqualTo(1);
        assertThat(Confidence.of(object("{}"))).isEqualTo(1);
    }

    @Test
    void aClientThatAskedForNoProbabilitiesGetsNone() {
        Call call = FakeCalls.chat().whole("hi");
        Obj body = reply("[{\"token\":\"a\",\"logprob\":-1}]");

        Obj restored = Confidence.without(call.reply(200, body.toBuffer())).json();

        assertThat(restored).hasToString("{\"choices\":[{\"index\":0,\"logprobs\":null}]}");
        assertThat(Confidence.ask(call)).isSameAs(call);
    }

    private static Obj reply(String tokens) {
        return object("{\"choices\":[{\"index\":0,\"logprobs\":{\"content\":" + tokens + "}}]}");
    }

    private static Obj object(String text) {
        return (Obj) Json.parse(Buffer.buffer(text));
    }
}
