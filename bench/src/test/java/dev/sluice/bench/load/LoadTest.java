package dev.sluice.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.load.Request.Addressing;
import dev.sluice.bench.upstream.Upstream;
import dev.sluice.bench.wire.Loop;
import dev.sluice.bench.wire.ReplyShape;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The load generator against the fixed upstream, with nothing between. */
class LoadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Loop loop = Loop.start("test");
    private int port;

    @BeforeEach
    void listen() throws InterruptedException {
        Channel upstream = Upstream.listen(loop, 0);
        port = ((InetSocketAddress) upstream.localAddress()).getPort();
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    static Stream<ReplyShape> shapes() {
        return Stream.of(
                new ReplyShape.Whole(1024),
                new ReplyShape.Whole(1024 * 1024),
                new ReplyShape.Stream(20, 0),
                new ReplyShape.Stream(20, 1000),
                new ReplyShape.Burst(20));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void findsNoFaultInWhatTheUpstreamAnswers(ReplyShape shape) throws InterruptedException {
        try (Request request = Request.of(Addressing.PLAIN, port, shape, 1024)) {
            Load load = new Load(loop, port, request, new ClosedPace(4, Duration.ZERO));

            Seen seen = seenAfterCalls(load, 10);

            assertThat(load.stop(PATIENCE).faults()).isEmpty();
            assertThat(seen.events()).isGreaterThanOrEqualTo(seen.calls() * shape.eventCount());
        }
    }

    @Test
    void keepsToItsRateWhenThePaceIsOpen() throws InterruptedException {
        try (Request request = Request.of(Addressing.PLAIN, port, new ReplyShape.Whole(1024), 1024)) {
            Load load = new Load(loop, port, request, new OpenPace(200));
            long start = System.nanoTime();

            Seen seen = seenAfterCalls(load, 50);

            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(seen.calls() / seconds).isLessThanOrEqualTo(210);
            assertThat(load.stop(PATIENCE).faults()).isEmpty();
        }
    }

    @Test
    void countsAReplyThatIsNotTheOneAskedForAsAFault() throws InterruptedException {
        ReplyShape asked = new ReplyShape.Whole(2048);
        try (Request sent = Request.of(Addressing.PLAIN, port, new ReplyShape.Whole(1024), 1024)) {
            Request expecting = new Request(sent.bytes(), asked, true, sent.end());
            Load load = new Load(loop, port, expecting, new ClosedPace(1, Duration.ZERO));

            load.start();
            Awaitility.await().until(() -> !faults(load).isEmpty());

            assertThat(load.stop(PATIENCE).faults()).containsOnlyKeys("expected a body of 2048 bytes, found 1024");
        }
    }

    private static Seen seenAfterCalls(Load load, int calls) {
        load.start();
        return Awaitility.await().until(() -> load.endWindow(() -> "").seen(), seen -> seen.calls() >= calls);
    }

    private SortedMap<String, Long> faults(Load load) {
        return load.startWindow(() -> load.tally().faults());
    }
}
