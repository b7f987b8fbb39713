package dev.sluice.proxy.translate;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures what an event of a stream costs the event loop, as it passes and translated: CPU time of the loop's thread over
 * real sockets, one event a read, as models send them. Not a test: run its {@code main}, with nothing else running.
 */
final class TranslationCost {

    private static final int EVENTS = 20_000;
    private static final int ROUNDS = 5;
    private static final long PACE_NANOS = 100_000;
    private static final String CHUNK = "data: {\"id\":\"chatcmpl-123\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1760000000,\"model\":\"gpt-5-mini\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1\","
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" token\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n";
    private static final String LAST = CHUNK.replace("\"finish_reason\":null", "\"finish_reason\":\"stop\"");

    private TranslationCost() {}

    /**
     * Measures and prints.
     *
     * @param args none
     * @throws IOException if a socket fails
     */
    public static void main(String[] args) throws IOException {
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> stream(wire));
                ProxyHarness proxy =
                        ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", "lacks: [responses, completions]"))) {
            for (int round = 1; round <= ROUNDS; round++) {
                double plain = cost(proxy, "/v1/chat/completions", "\"messages\":[]");
                double responses = cost(proxy, "/v1/responses", "\"input\":\"Hi\"");
                double completions = cost(proxy, "/v1/completions", "\"prompt\":\"Hi\"");
                System.out.printf(
                        Locale.ROOT,
                        "round %d: as it is %.1f us an event, to responses %.1f (%.2f times), to completions %.1f (%.2f times)%n",
                        round,
                        plain,
                        responses,
                        responses / plain,
                        completions,
                        completions / plain);
            }
        }
    }

    private static void stream(Wire wire) throws IOException {
        while (true) {
            wire.read();
            wire.send(FakeProvider.events());
            for (int i = 1; i < EVENTS; i++) {
                wire.chunk(CHUNK);
                LockSupport.parkNanos(PACE_NANOS);
            }
            wire.chunk(LAST).chunk("data: [DONE]\n\n").chunk("");
        }
    }

    private static double cost(ProxyHarness proxy, String path, String asked) throws IOException {
        String body = "{\"model\":\"m\",\"stream\":true," + asked + "}";
        long before = loopNanos();
        try (Wire client = proxy.connect()) {
            client.send(ProxyHarness.post(path, body)).read();
        }
        return (loopNanos() - before) / 1000.0 / EVENTS;
    }

    private static long loopNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (ThreadInfo thread : threads.dumpAllThreads(false, false)) {
            nanos += thread.getThreadName().startsWith("vert.x-eventloop")
                    ? threads.getThreadCpuTime(thread.getThreadId())
                    : 0;
        }
        return nanos;
    }
}
