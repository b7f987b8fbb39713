package dev.sluice.proxy.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Caller;
import dev.sluice.api.Outcome;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.proxy.telemetry.CallEnd;
import dev.sluice.proxy.telemetry.Ends;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccessLogTest {

    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-03-04T12:00:00.123Z"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void writesOneJsonObjectACall() {
        JsonObject line = new JsonObject(written(LogStyle.JSON, Ends.streamed()));

        assertThat(line.getMap())
                .containsEntry("time", "2026-03-04T12:00:00.123Z")
                .containsEntry("type", "access")
                .containsEntry("call_id", "call-1")
                .containsEntry("method", "POST")
                .containsEntry("path", "/v1/chat/completions")
                .containsEntry("status", 200)
                .containsEntry("outcome", "ok")
                .containsEntry("dialect", "openai")
                .containsEntry("endpoint", "chat-completions")
                .containsEntry("route", "help")
                .containsEntry("operation", "chat")
                .containsEntry("model", "support")
                .containsEntry("streamed", true)
                .containsEntry("target", "openai/gpt-5-mini")
                .containsEntry("tenant", "acme")
                .containsEntry("key", "key-7")
                .containsEntry("duration_ms", 1500.0)
                .containsEntry("ttft_ms", 300.0)
                .containsEntry("overhead_us", 120)
                .containsEntry("bytes_out", 2048)
                .containsEntry("chunks", 5)
                .containsEntry("finish_reason", "stop")
                .containsEntry("input_tokens", 120)
                .containsEntry("output_tokens", 56)
                .containsEntry("cached_input_tokens", 100)
                .hasSize(25);
    }

    @Test
    void countsWhatTheClientWasWarnedOf() {
        Call call = Ends.anonymous();
        call.journal().warn("seed: was left out");
        call.journal().warn("messages[0].name: was left out");
        CallEnd end = Ends.ended(call, 200, null, null, 0);

        JsonObject line = new JsonObject(written(LogStyle.JSON, end));

        assertThat(line.getMap())
                .containsEntry("warnings", 2)
                .containsEntry("warning_fields", "seed, messages[0].name");
        assertThat(written(LogStyle.PLAIN, end)).endsWith("  2 warnings\n");
    }

    @Test
    void namesNoMoreFieldsOfWarningsThanALineHolds() {
        Call call = Ends.anonymous();
        for (int i = 0; i < 100; i++) {
            call.journal().warn("messages[" + i + "]: was left out");
        }

        JsonObject line = new JsonObject(written(LogStyle.JSON, Ends.ended(call, 200, null, null, 0)));

        assertThat(line.getInteger("warnings")).isEqualTo(100);
        assertThat(line.getString("warning_fields")).endsWith("messages[15], ...");
    }

    @Test
    void saysThatACostIsAnAssumption() {
        Usage usage = Usage.of(1, 1).withTier("priority");
        Outcome outcome = new Outcome(
                Outcome.End.COMPLETED,
                200,
                null,
                null,
                usage,
                Duration.ZERO,
                Duration.ZERO,
                null,
                BigDecimal.ONE,
                true);

        JsonObject line = new JsonObject(written(LogStyle.JSON, Ends.ended(Ends.anonymous(), 200, null, outcome, 0)));

        assertThat(line.getMap()).containsEntry("cost_assumed", true).containsEntry("service_tier", "priority");
    }

    @Test
    void namesTheCallerThatAFilterFoundOut() {
        Call came = Ends.anonymous();
        Call known = came.withCaller(new Caller("acme", "key-7", Map.of()));

        JsonObject line = new JsonObject(written(LogStyle.JSON, Ends.ended(came, 200, null, null, 0)));

        assertThat(known.caller().tenant()).isEqualTo("acme");
        assertThat(line.getMap()).containsEntry("tenant", "acme").containsEntry("key", "key-7");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        JsonObject line = new JsonObject(written(LogStyle.JSON, Ends.unread("/nobody")));

        assertThat(line.fieldNames())
                .containsExactly(
                        "time",
                        "type",
                        "call_id",
                        "method",
                        "path",
                        "status",
                        "outcome",
                        "error",
                        "duration_ms",
                        "bytes_out",
                        "chunks");
    }

    @Test
    void writesColumnsForPeople() {
        assertThat(written(LogStyle.PLAIN, Ends.streamed()))
                .isEqualTo("12:00:00.123 200 POST /v1/chat/completions       help          openai/gpt-5-mini       "
                        + "    1500.000 ms  ttft    300.000 ms  overhead   120 us  tokens 120 in 56 out\n");
    }

    @Test
    void endsARefusalWithItsCode() {
        assertThat(written(LogStyle.COLOUR, Ends.refused()))
                .contains("\u001B[33m429\u001B[0m")
                .endsWith("\u001B[31mrate_limit_exceeded\u001B[0m\n");
    }

    @Test
    void showsNeitherQueriesNorCredentials() {
        for (LogStyle style : LogStyle.values()) {
            assertThat(written(style, Ends.streamed()) + written(style, Ends.unread("/v1beta/x?key=sk-hidden")))
                    .doesNotContain("sk-hidden")
                    .doesNotContain("key=");
        }
    }

    @Test
    void disarmsWhatClientsWrite() {
        Target odd = new Target("local", "\u001B[2J\"\n\u202E");

        assertThat(written(LogStyle.PLAIN, Ends.ended(Ends.sentTo(odd), 200, null, null, 0)))
                .contains("local/?[2J\"??")
                .hasLineCount(1);
        assertThat(new JsonObject(written(LogStyle.JSON, Ends.ended(Ends.sentTo(odd), 200, null, null, 0)))
                        .getString("target"))
                .isEqualTo(odd.toString());
    }

    @Test
    void dropsAndCountsNewLinesWhileItsReaderIsStuck() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        AccessLog log = AccessLog.start(stuck(reached, released), format(LogStyle.JSON), NOON, 2);
        log.callEnded(Ends.streamed());
        reached.await();

        IntStream.range(0, 5).forEach(i -> log.callEnded(Ends.streamed()));

        assertThat(log.dropped()).isEqualTo(3);
        released.countDown();
        log.close();
        assertThat(text()).hasLineCount(3);
    }

    @Test
    void countsLinesThatCannotBeWritten() {
        AccessLog log = AccessLog.start(broken(), format(LogStyle.JSON), NOON, 10);

        log.callEnded(Ends.streamed());
        log.close();

        assertThat(log.dropped()).isEqualTo(1);
    }

    @Test
    void takesNothingAfterItsEnd() {
        AccessLog log = AccessLog.start(out, LogStyle.JSON);
        log.close();

        log.callEnded(Ends.streamed());

        assertThat(log.dropped()).isEqualTo(1);
        assertThat(text()).isEmpty();
    }

    private String written(LogStyle style, CallEnd end) {
        out.reset();
        try (AccessLog log = AccessLog.start(out, format(style), NOON, 10)) {
            log.callEnded(end);
        }
        return text();
    }

    private static Supplier<AccessFormat> format(LogStyle style) {
        return () -> style.accessFormat(ZoneOffset.UTC);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private OutputStream stuck(CountDownLatch reached, CountDownLatch released) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                out.write(b);
            }

            @Override
            public void flush() {
                reached.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    private static OutputStream broken() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no reader");
            }
        };
    }
}
