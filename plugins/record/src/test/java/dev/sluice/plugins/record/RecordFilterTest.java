package dev.sluice.plugins.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Caller;
import dev.sluice.api.Decision;
import dev.sluice.api.Headers;
import dev.sluice.api.Journal;
import dev.sluice.api.Metering;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Usage;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import dev.sluice.plugins.record.RecordConfig.Content;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeClient;
import dev.sluice.testkit.Script;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFilterTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recordsWhatCameAndWhatLeft(boolean streamed) {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);
        FakeCalls calls = FakeCalls.chat();

        recorder.run(streamed ? calls.streamed("hello") : calls.whole("hello"), Script.says(List.of("good", "bye")));

        Obj record = recorder.record();
        assertThat(text(record, "/id")).isEqualTo("test-call");
        assertThat(text(record, "/end")).isEqualTo("completed");
        assertThat(text(record, "/request/texts/0/text")).isEqualTo("hello");
        assertThat(text(record, "/reply/texts/0/text")).isEqualTo("goodbye");
        assertThat(record.number("status")).hasToString("200");
        assertThat(record.bool("streamed")).isEqualTo(streamed);
    }

    @Test
    void recordsAFailure() {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);

        recorder.run(FakeCalls.chat().whole("hello"), Script.refuses());

        assertThat(text(recorder.record(), "/end")).isEqualTo("failed");
        assertThat(text(recorder.record(), "/error/code")).isEqualTo("refused");
    }

    @Test
    void recordsWhatAClientHadWhenItLeft() {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);
        Script script = Script.says(List.of("one ", "two ", "three"));

        recorder.run(FakeCalls.chat().streamed("hello"), script, FakeClient.leaving(recorder.time, 2));

        assertThat(text(recorder.record(), "/end")).isEqualTo("cancelled");
        assertThat(text(recorder.record(), "/reply/texts/0/text")).isEqualTo("one two ");
    }

    @Test
    void recordsAStreamThatBroke() {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);

        recorder.run(
                FakeCalls.chat().streamed("hello"), Script.says(List.of("one ")).thenBreaks());

        assertThat(text(recorder.record(), "/end")).isEqualTo("failed");
        assertThat(text(recorder.record(), "/error/code")).isEqualTo("upstream_broken");
    }

    @Test
    void recordsHowMuchWentAnotherWayThanTheStream() {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);
        Source<Frames> session = Sources.of(List.of(Frames.NONE, Frames.elsewhere(5_000_000_000L)));
        Script script = Script.replies(call ->
                new Streamed(101, Headers.empty(), session, call.endpoint(), Stopwatch.start(recorder.time::nanoTime)));

        recorder.run(FakeCalls.chat().streamed("hello"), script);

        assertThat(recorder.record().at("/reply/bytes")).hasToString("5000000000");
    }

    @Test
    void recordsACallThatNobodyWaitedFor() {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);
        Call call = FakeCalls.chat().whole("hello");
        recorder.send(call, Script.silent());

        call.scope().end(new RuntimeException("left"));

        recorder.settle();
        assertThat(text(recorder.record(), "/end")).isEqualTo("cancelled");
    }

    @Test
    void recordsWhatOtherFiltersDidAndFoundOut() {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);
        Call call = FakeCalls.chat().whole("hello").toBuilder()
                .journal(new Journal(new Stopwatch(() -> 1_234_567, 0)))
                .build();
        recorder.send(call, Script.says("bye"));
        call.withCaller(new Caller("acme", "key-7", Map.of()));
        call.journal().took("guard", Duration.ofNanos(12_345));
        call.journal().decide(new Decision("guard", "passed", "nothing found"));
        call.journal().warn("slow");

        call.scope().end(null);

        recorder.settle();
        Obj record = recorder.record();
        assertThat(text(record, "/tenant")).isEqualTo("acme");
        assertThat(record.at("/filters_us/guard")).hasToString("12");
        assertThat(text(record, "/decisions/0/reason")).isEqualTo("nothing found");
        assertThat(record.at("/decisions/0/at_us")).hasToString("1234");
        assertThat(text(record, "/warnings/0")).isEqualTo("slow");
    }

    @Test
    void countsWarningsThatFoundNoRoom() {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);
        Call call = FakeCalls.chat().whole("hello");
        IntStream.range(0, Journal.MAX_ENTRIES + 2).forEach(i -> call.journal().warn("field_" + i + ": was left out"));

        recorder.run(call, Script.says("bye"));

        assertThat(recorder.record().number("warnings_left_out")).hasToString("2");
    }

    @Test
    void saysHowACallWasServedAndThatItsCostIsAnAssumption() {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);
        Metering priority = new Metering() {
            @Override
            public Usage complete(@Nullable Usage told) {
                return Usage.of(3, 1).withTier("priority");
            }

            @Override
            public BigDecimal cost(Usage usage) {
                return BigDecimal.ONE;
            }

            @Override
            public boolean assumes(Usage usage) {
                return true;
            }
        };
        Buffer body = Buffer.buffer("{}");

        recorder.run(
                FakeCalls.chat().whole("hello"),
                Script.replies(call -> call.reply(200, body).withMetering(priority)));

        assertThat(text(recorder.record(), "/usage/service_tier")).isEqualTo("priority");
        assertThat(recorder.record().bool("cost_assumed")).isTrue();
    }

    @Test
    void keepsNoCredentials() {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);
        Call call = FakeCalls.chat().whole("hello");
        Headers headers = call.headers().with("authorization", "Bearer sk-secret");

        recorder.run(
                call.toBuilder()
                        .headers(headers)
                        .request(call.method(), "/test/chat?key=sk-secret")
                        .build(),
                Script.says("bye"));

        assertThat(recorder.text()).doesNotContain("sk-secret").contains("\"content-type\":\"application/json\"");
        assertThatThrownBy(() -> new RecordConfig(
                        Content.TEXT,
                        Content.TEXT,
                        1,
                        List.of("Authorization"),
                        List.of(),
                        List.of(),
                        null,
                        Configs.FILES,
                        Configs.QUEUE))
                .hasMessageContaining("credentials are never recorded");
    }

    @Test
    void cutsWhatIsTooLong() {
        Recorder recorder = new Recorder(folder, Configs.of(Content.TEXT, 10));

        recorder.run(FakeCalls.chat().streamed("x".repeat(20)), Script.says(List.of("y".repeat(3000), "z")));

        Obj record = recorder.record();
        assertThat(text(record, "/request/texts/0/text")).hasSize(10);
        assertThat(text(record, "/reply/texts/0/text")).isEqualTo("y".repeat(10));
        assertThat(record.at("/reply/truncated")).hasToString("true");
    }

    @Test
    void masksWhatIsSplitBetweenEvents() {
        Recorder recorder = new Recorder(folder, Configs.masking(Content.FULL, List.of(), "[a-z]+@[a-z]+"));

        recorder.run(FakeCalls.chat().streamed("mail me@home"), Script.says(List.of("ok jo", "e@wo", "rk.")));

        assertThat(recorder.text()).doesNotContain("me@home").doesNotContain("e@wo");
        assertThat(text(recorder.record(), "/reply/texts/0/text")).isEqualTo("ok [$1].");
    }

    @Test
    void masksAsTheFiltersOfTheCallAsk() {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);
        Call call = FakeCalls.chat().whole("the word is swordfish");
        call.journal().maskWith(text -> text.replace("swordfish", "<1>"));

        recorder.run(call, Script.says("swordfish it is"));

        assertThat(recorder.text()).doesNotContain("swordfish").contains("the word is <1>", "<1> it is");
    }

    @Test
    void withholdsWhatCannotBeMasked() {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);
        Call call = FakeCalls.chat().whole("swordfish");
        call.journal().maskWith(text -> {
            throw new IllegalStateException("cannot mask " + text);
        });

        recorder.run(call, Script.says("swordfish"));

        assertThat(recorder.text()).doesNotContain("swordfish");
        assertThat(text(recorder.record(), "/withheld")).isEqualTo("IllegalStateException");
    }

    @Test
    void keepsABodyInFullButForWhatIsDropped() {
        Recorder recorder = new Recorder(folder, Configs.masking(Content.FULL, List.of("/user", "/messages/*/name")));
        String body = "{\n \"user\": \"u-1\", \"x\": 1,\r\n \"messages\": [{\"name\":\"n-1\",\"content\":\"hi\"}]\n}";
        Call call = FakeCalls.chat().whole("").toBuilder()
                .body(Body.of(Buffer.buffer(body)))
                .build();

        recorder.run(call, Script.says("bye"));

        assertThat(recorder.text().lines()).hasSize(1);
        assertThat(recorder.text()).doesNotContain("u-1").doesNotContain("n-1");
        assertThat(recorder.record().at("/request/body/x")).hasToString("1");
    }

    private static String text(Obj record, String pointer) {
        return String.valueOf(record.at(pointer)).replaceAll("^\"|\"$", "");
    }
}
