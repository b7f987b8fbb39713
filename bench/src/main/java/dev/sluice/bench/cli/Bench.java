package dev.sluice.bench.cli;

import dev.sluice.bench.process.Pinned;
import dev.sluice.bench.process.Ports;
import dev.sluice.bench.report.Machine;
import dev.sluice.bench.report.ResultLog;
import dev.sluice.bench.report.Table;
import dev.sluice.bench.run.Contestant;
import dev.sluice.bench.run.Meter;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Probe;
import dev.sluice.bench.run.Sample;
import dev.sluice.bench.run.Starter;
import dev.sluice.bench.run.Tournament;
import dev.sluice.bench.upstream.Upstreams;
import dev.sluice.bench.wire.Loop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The whole benchmark: starts everything, measures, writes the raw results and prints the table. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures proxies beside nginx, each on the same one core.",
        footer =
                "Ends with 0; with 1 if a proxy that was asked for did not start; with 2 if a reply was not as it should be.")
public final class Bench implements Callable<Integer> {

    private static final Duration UPSTREAM_PATIENCE = Duration.ofSeconds(15);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss");

    @Mixin
    private final Options options = new Options();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    /** Whatever it starts is ended by the shutdown hooks of {@link Pinned}. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        Plan plan = options.plan();
        int upstreamPort = Ports.free();
        try (Loop loop = Loop.start("load");
                Pinned upstream = upstream(upstreamPort)) {
            Meter meter = new Meter(loop, upstream);
            Starter starter = new Starter(options.home, options.work, options.proxyCore, upstreamPort, environment());
            List<Contestant> ready = new ArrayList<>();
            if (!join(ready, starter.direct(), new Probe(meter, UPSTREAM_PATIENCE))) {
                return 1;
            }
            if (options.crowd) {
                ready.clear();
            }
            boolean complete = true;
            Probe probe = new Probe(meter, Duration.ofSeconds(options.readySeconds));
            for (String name : options.contestants()) {
                progress("starting " + name);
                complete &= join(ready, starter.start(name), probe);
            }
            boolean clean = play(plan, ready, meter);
            return !complete ? 1 : clean ? 0 : 2;
        }
    }

    private boolean join(List<Contestant> ready, Contestant contestant, Probe probe)
            throws IOException, InterruptedException {
        Optional<String> fault = probe.await(contestant);
        fault.ifPresentOrElse(Bench::progress, () -> ready.add(contestant));
        return fault.isEmpty();
    }

    private boolean play(Plan plan, List<Contestant> contestants, Meter meter)
            throws IOException, InterruptedException {
        Path file = options.home.resolve(
                "results/" + LocalDateTime.now(ZoneOffset.UTC).format(STAMP) + "-" + plan.name() + ".jsonl");
        Machine machine = Machine.here(options.home);
        List<Sample> samples = new ArrayList<>();
        try (ResultLog log = new ResultLog(file)) {
            log.run(machine, plan);
            new Tournament(plan, contestants, meter, Bench::progress).play(sample -> {
                log.sample(sample);
                samples.add(sample);
                tellFaults(sample);
            });
        }
        Table table = new Table(samples);
        System.out.printf("%n%s%n%s%n%s, %s plan%n", table.markdown(), table.baseline(), machine, plan.name());
        System.out.println("Raw results: " + file);
        return samples.stream().allMatch(sample -> sample.faultCount() == 0);
    }

    private Pinned upstream(int port) throws IOException {
        return Upstreams.start(options.upstreamCore, port, options.work);
    }

    private Map<String, String> environment() {
        return options.sluiceConfig()
                .map(path -> Map.of("BENCH_SLUICE_CONFIG", path.toString()))
                .orElse(Map.of());
    }

    private static void tellFaults(Sample sample) {
        sample.faults()
                .forEach((fault, times) -> progress(
                        "  " + sample.contestant() + ", " + sample.phase() + ": " + times + " times: " + fault));
    }

    private static void progress(String line) {
        System.err.println(line);
    }
}
