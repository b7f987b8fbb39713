package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.events;
import static dev.sluice.proxy.testing.ProxyHarness.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.Outcome;
import dev.sluice.api.Usage;
import dev.sluice.proxy.telemetry.CallEnd;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StreamingTest {

    private static final String CALL = post("/v1/chat/completions", "{\"model\":\"m\",\"stream\":true}");
    private static final String EVENT = "data: {\"choices\":[]}\n\n";

    @Test
    void firstEventLeavesBeforeTheSecondComes() throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(events()).chunk(EVENT);
            seen.await();
            wire.chunk("data: [DONE]\n\n").chunk("");
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            client.send(CALL).head();

            assertThat(client.nextChunk()).isEqualTo(EVENT);
            seen.countDown();
            assertThat(client.nextChunk()).isEqualTo("data: [DONE]\n\n");
            assertThat(client.nextChunk()).isEmpty();
        }
    }

    @Test
    void eventIsNotPassedOnInPieces() throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(events()).chunk(EVENT + "data: {\"cho");
            seen.await();
            wire.chunk("ices\":[]}\n\n").chunk("");
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider, "keep-alive: 30ms", "");
                Wire client = proxy.connect()) {
            client.send(CALL).head();

            assertThat(client.nextChunk()).isEqualTo(EVENT);
            assertThat(client.nextChunk()).as("between events").isEqualTo(": keep-alive\n\n");
            seen.countDown();
            String next = client.nextChunk();
            while (next.startsWith(":")) {
                next = client.nextChunk();
            }
            assertThat(next).isEqualTo(EVENT);
        }
    }

    @Test
    void clientThatLeavesCancelsUpstream() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(events()).chunk(EVENT);
            wire.awaitClosed();
            cancelled.countDown();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            try (Wire client = proxy.connect()) {
                client.send(CALL).head();
                client.nextChunk();
            }

            assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
            proxy.awaitQuiet();
            CallEnd end = proxy.meter().ended().getFirst();
            assertThat(end.error()).isEqualTo("cancelled");
            assertThat(end.outcome()).isNotNull();
            assertThat(end.outcome().end()).isEqualTo(Outcome.End.CANCELLED);
        }
    }

    @Test
    void usageOfAStreamThatIsCutIsEstimated() throws Exception {
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(events())
                    .chunk("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Four and four\"}}]}\n\n");
            wire.awaitClosed();
        };
        String asked = "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Eight ch\"}]}";
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            try (Wire client = proxy.connect()) {
                client.send(post("/v1/chat/completions", asked)).head();
                client.nextChunk();
            }

            proxy.awaitQuiet();
            Usage usage = proxy.meter().ended().getFirst().outcome().usage();
            assertThat(usage.estimated()).isTrue();
            assertThat(usage.input()).as("eight characters").isEqualTo(2);
            assertThat(usage.output()).as("thirteen characters: three words").isBetween(3L, 4L);
        }
    }

    @Test
    void clientThatLeavesBeforeTheReplyCancelsUpstream() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            asked.countDown();
            wire.awaitClosed();
            cancelled.countDown();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            try (Wire client = proxy.connect()) {
                client.send(CALL);
                asked.await();
            }

            assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
            proxy.awaitQuiet();
            assertThat(proxy.meter().ended().getFirst().status()).isEqualTo(499);
        }
    }

    @Test
    void deathOfTheUpstreamIsAnErrorEventAndAnEnd() throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(events()).chunk(EVENT).chunk("data: {\"half");
            wire.reset();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            String body = client.send(CALL).read().body();

            assertThat(body)
                    .startsWith(EVENT + "data: {\"error\":")
                    .contains("upstream_closed")
                    .endsWith("\n\n");
            assertThat(body).doesNotContain("half");
            proxy.awaitQuiet();
            assertThat(proxy.meter().ended().getFirst().error()).isEqualTo("upstream_closed");
        }
    }

    @Test
    void silenceEndsInAnErrorEvent() throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(events()).chunk(EVENT);
            wire.awaitClosed();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider, "", "timeouts: {idle: 60ms}");
                Wire client = proxy.connect()) {
            String body = client.send(CALL).read().body();

            assertThat(body).startsWith(EVENT).contains("upstream_idle_timeout");
        }
    }

    @Test
    void slowClientSlowsTheUpstream() throws IOException {
        AtomicLong written = new AtomicLong();
        String event = "data: " + "x".repeat(16_000) + "\n\n";
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(events());
            for (int i = 0; i < 4_000; i++) {
                wire.chunk(event);
                written.addAndGet(event.length());
            }
            wire.chunk("");
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            client.send(CALL).head();

            long before = stable(written);
            assertThat(before).as("what sockets and queues hold").isLessThan(32_000_000);
            long read = 0;
            for (String chunk = client.nextChunk(); !chunk.isEmpty(); chunk = client.nextChunk()) {
                read += chunk.length();
            }
            assertThat(read).isEqualTo(4_000L * event.length());
        }
    }

    @Test
    void clientThatStopsReadingIsCutOff() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        String event = "data: " + "x".repeat(16_000) + "\n\n";
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(events());
            try {
                while (true) {
                    wire.chunk(event);
                }
            } finally {
                cancelled.countDown();
            }
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider, "write-timeout: 100ms", "");
                Wire client = proxy.connect()) {
            client.send(CALL);

            assertThat(cancelled.await(9, TimeUnit.SECONDS)).isTrue();
            proxy.awaitQuiet();
            assertThat(proxy.meter().ended().getFirst().error()).isEqualTo("client_stalled");
        }
    }

    @Test
    void clientThatNeverReadsALargeReplyIsCutOff() throws Exception {
        String reply = FakeProvider.json("{\"x\":\"" + "x".repeat(30_000_000) + "\"}");
        try (FakeProvider provider = FakeProvider.answering(reply);
                ProxyHarness proxy = ProxyHarness.before(provider, "write-timeout: 100ms", "");
                Wire client = proxy.connect()) {
            client.send(CALL);

            await().atMost(Duration.ofSeconds(9))
                    .until(() -> proxy.meter().ended().size() == 1);
            assertThat(proxy.meter().ended().getFirst().error()).isEqualTo("client_stalled");
        }
    }

    /** A count that no longer grows. */
    private static long stable(AtomicLong count) {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(9))
                .until(() -> {
                    long now = count.get();
                    return now > 0 && last.getAndSet(now) == now;
                });
        return last.get();
    }
}
