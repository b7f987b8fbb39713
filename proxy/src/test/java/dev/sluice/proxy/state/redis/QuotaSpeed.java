package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Limit.Charge;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Use;
import dev.sluice.api.state.Window;
import io.vertx.core.Context;
import io.vertx.redis.client.impl.ZModem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Measures what counting costs a Redis, and places tenants of a large fleet on the shards of a cluster: prints the tables of
 * docs/scaling.md.
 */
final class QuotaSpeed {

    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int TENANTS = 10_000;
    private static final double CALLS = 1_000_000;

    /** Of a core: what is left is for snapshots, failovers and chance. */
    private static final double BUSY = 0.6;

    private QuotaSpeed() {}

    /** What was measured: calls a second, milliseconds that one took, microseconds of Redis' core a call, calls of a batch. */
    private record Speed(double calls, double latency, double core, double batch) {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(
                "| windows | calls under way | calls a second | reserve, mean | Redis core a call | operations a script |");
        System.out.println("|---|---|---|---|---|---|");
        double core = 0;
        for (int windows : new int[] {1, 4}) {
            for (int callers : new int[] {1, 16, 64, 1024}) {
                Speed speed = measure(windows, callers);
                System.out.printf(
                        "| %d | %d | %,.0f | %.2f ms | %.1f µs | %.1f |%n",
                        windows, callers, speed.calls(), speed.latency(), speed.core(), speed.batch());
                core = speed.core();
            }
        }
        place(core);
    }

    private static Speed measure(int windows, int callers) throws Exception {
        try (TestRedis redis = TestRedis.start();
                Replica replica = new Replica(Replica.settings(redis.port())).open()) {
            Load load = new Load(replica, charges(windows));
            load.start(callers);
            pause(WARM_UP);
            double cpu = cpu(redis);
            double scripts = replica.count("sluice.state.scripts");
            double operations = replica.count("sluice.state.operations");
            long calls = load.calls.get();
            long waited = load.waited.get();
            pause(WINDOW);
            double made = load.calls.get() - calls;
            Speed speed = new Speed(
                    made / WINDOW.toSeconds(),
                    (load.waited.get() - waited) / 1e6 / made,
                    (cpu(redis) - cpu) * 1e6 / made,
                    (replica.count("sluice.state.operations") - operations)
                            / (replica.count("sluice.state.scripts") - scripts));
            load.stopped.set(true);
            return speed;
        }
    }

    /** So many calls under way at any time, shared out among the event loops. */
    private static final class Load {

        final AtomicLong calls = new AtomicLong();
        final AtomicLong waited = new AtomicLong();
        final AtomicBoolean stopped = new AtomicBoolean();
        private final Replica replica;
        private final Quotas quotas;
        private final List<Charge> charges;
        private final List<Long> used;

        Load(Replica replica, List<Charge> charges) {
            this.replica = replica;
            this.quotas = replica.state.quotas(new Use("speed", Use.Fallback.FAIL));
            this.charges = charges;
            this.used = charges.stream().map(charge -> 120L).toList();
        }

        void start(int callers) {
            for (int i = 0; i < callers; i++) {
                Context loop = replica.vertx.getOrCreateContext();
                loop.runOnContext(begin -> call());
            }
        }

        private void call() {
            long begin = System.nanoTime();
            quotas.reserve(charges, LEASE).onComplete(admission -> {
                waited.addAndGet(System.nanoTime() - begin);
                calls.incrementAndGet();
                if (admission.result() instanceof Admission.Granted granted) {
                    granted.hold().settle(used);
                }
                if (!stopped.get()) {
                    call();
                }
            });
        }
    }

    private static List<Charge> charges(int windows) {
        List<Window> all = List.of(
                new Window.Rolling(Duration.ofMinutes(1)),
                new Window.Rolling(Duration.ofHours(1)),
                new Window.Calendar(Window.Unit.MONTH, ZoneId.of("Europe/Zurich")),
                new Window.Held());
        return all.stream()
                .limit(windows)
                .map(window -> new Limit("acme", "tokens", Limit.MOST, window, true).charge(500))
                .toList();
    }

    /** Seconds of its core that the server has used. */
    private static double cpu(TestRedis redis) {
        String info = redis.command("INFO", "cpu").getFirst();
        Matcher used =
                Pattern.compile("used_cpu_(?:sys|user)_main_thread:([0-9.]+)").matcher(info);
        return used.results()
                .mapToDouble(part -> Double.parseDouble(part.group(1)))
                .sum();
    }

    private static void pause(Duration time) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(time.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    /** Who calls how much follows Zipf's law; where a tenant's counts are, its name's slot says. */
    private static void place(double core) {
        double capacity = BUSY * 1e6 / core;
        System.out.printf(
                "%n%,.0f calls a second of %,d tenants (Zipf), %,.0f a second for each shard (%.0f %% of a core at %.1f µs a call)%n%n",
                CALLS, TENANTS, capacity, 100 * BUSY, core);
        System.out.println("| shards | busiest shard, calls a second | with `split: 8` | with `split: 64` |");
        System.out.println("|---|---|---|---|");
        for (int shards : new int[] {3, 6, 12, 24, 48, 96}) {
            List<String> cells = new ArrayList<>();
            for (int split : new int[] {1, 8, 64}) {
                double busiest = busiest(shards, split);
                cells.add(String.format("%,.0f%s", busiest, busiest <= capacity ? " ✓" : ""));
            }
            System.out.printf("| %d | %s |%n", shards, String.join(" | ", cells));
        }
    }

    private static double busiest(int shards, int split) {
        double[] loads = new double[shards];
        double all = IntStream.rangeClosed(1, TENANTS).mapToDouble(i -> 1.0 / i).sum();
        Names names = new Names("sluice", true);
        for (int i = 1; i <= TENANTS; i++) {
            for (int part = 0; part < split; part++) {
                String tenant = "tenant-" + i + (split == 1 ? "" : "\u0000" + part);
                Limit limit = new Limit(tenant, "tokens", 1, new Window.Held(), true);
                int slot = ZModem.generate(names.account("limit", limit).getBytes(StandardCharsets.UTF_8));
                loads[slot * shards / 16_384] += CALLS / i / all / split;
            }
        }
        return Arrays.stream(loads).max().orElse(0);
    }
}
