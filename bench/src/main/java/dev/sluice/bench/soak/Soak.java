package dev.sluice.bench.soak;

import dev.sluice.bench.process.Pinned;
import dev.sluice.bench.process.Ports;
import dev.sluice.bench.run.Contestant;
import dev.sluice.bench.run.Meter;
import dev.sluice.bench.run.Probe;
import dev.sluice.bench.run.Starter;
import dev.sluice.bench.upstream.Upstreams;
import dev.sluice.bench.wire.Loop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Loads Sluice for minutes with everything at once, and compares what it holds afterwards with what it held before. */
@Command(
        name = "bench/soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Looks whether a long mixed load with leaving clients leaves anything behind.",
        footer = "Ends with 0; with 1 if Sluice did not start; with 2 if something is left, or a reply was not as it"
                + " should be.")
public final class Soak implements Callable<Integer> {

    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration REST = Duration.ofSeconds(5);
    private static final int MAX_RESTS = 24;
    private static final long MIB = 1024 * 1024;

    /** Code that is compiled late, and pools that have grown to their size. */
    private static final long HEAP_SLACK = 16 * MIB;

    private static final long FILE_SLACK = 16;

    @Option(names = "--seconds", description = "how long (default: ${DEFAULT-VALUE})")
    int seconds = 180;

    @Option(names = "--proxy", paramLabel = "NAME", description = "sluice or sluice-full (default: ${DEFAULT-VALUE})")
    String proxy = "sluice-full";

    @Option(names = "--proxy-core", paramLabel = "CPU", description = "core of Sluice (default: ${DEFAULT-VALUE})")
    String proxyCore = "1";

    @Option(names = "--upstream-core", paramLabel = "CPU", description = "core of the upstream (default: 0)")
    String upstreamCore = "0";

    @Option(names = "--home", hidden = true, required = true)
    Path home = Path.of("");

    @Option(names = "--work", hidden = true, required = true)
    Path work = Path.of("");

    public static void main(String[] args) {
        System.exit(new CommandLine(new Soak()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        int upstreamPort = Ports.free();
        int adminPort = Ports.free();
        Map<String, String> environment = Map.of("BENCH_ADMIN_PORT", Integer.toString(adminPort));
        try (Loop loop = Loop.start("load");
                Pinned upstream = Upstreams.start(upstreamCore, upstreamPort, work)) {
            Contestant sluice = new Starter(home, work, proxyCore, upstreamPort, environment).start(proxy);
            Optional<String> fault = new Probe(new Meter(loop, upstream), Duration.ofMinutes(10)).await(sluice);
            if (fault.isPresent()) {
                System.err.println(fault.get());
                return 1;
            }
            long pid = sluice.process().orElseThrow().tree().getFirst().pid();
            return soak(new Mix(loop, sluice), pid, adminPort);
        }
    }

    private int soak(Mix mix, long pid, int adminPort) throws IOException, InterruptedException {
        System.err.println("warming up");
        mix.run(WARM_UP);
        State before = rested(pid, adminPort);
        System.err.println("soaking for " + seconds + " s");
        Mix.Seen seen = mix.run(Duration.ofSeconds(seconds));
        State after = rested(pid, adminPort);
        print(before, after, seen);
        return isClean(before, after) && seen.faults().isEmpty() ? 0 : 2;
    }

    /** When idle connections have been closed, and nothing goes on any more. */
    private static State rested(long pid, int adminPort) throws IOException, InterruptedException {
        long files = Long.MAX_VALUE;
        for (int i = 0; i < MAX_RESTS && State.files(pid) < files; i++) {
            files = State.files(pid);
            Thread.sleep(REST);
        }
        return State.read(pid, adminPort);
    }

    private static boolean isClean(State before, State after) {
        return after.calls() == 0
                && after.attempts() == 0
                && after.files() <= before.files() + FILE_SLACK
                && after.heapBytes() <= before.heapBytes() + HEAP_SLACK;
    }

    private static void print(State before, State after, Mix.Seen seen) {
        System.out.println("\n| resting Sluice | before | after |\n|---|---:|---:|");
        row("Heap after a full collection (MiB)", before.heapBytes() / MIB, after.heapBytes() / MIB);
        row("Open files and sockets", before.files(), after.files());
        row("Threads", before.threads(), after.threads());
        row("Calls under way", before.calls(), after.calls());
        row("Attempts under way", before.attempts(), after.attempts());
        System.out.printf(
                Locale.ROOT,
                "%n%,d whole calls or streams ended, %,d events came; faults: %s%n",
                seen.calls(),
                seen.events(),
                seen.faults());
    }

    private static void row(String what, long before, long after) {
        System.out.printf(Locale.ROOT, "| %s | %,d | %,d |%n", what, before, after);
    }
}
