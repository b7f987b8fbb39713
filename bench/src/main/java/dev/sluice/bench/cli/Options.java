package dev.sluice.bench.cli;

import dev.sluice.bench.run.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be chosen on the command line, and the plan that follows from it. */
final class Options {

    @Option(names = "--quick", description = "about two minutes instead of about twenty")
    boolean quick;

    @Option(names = "--streams5000", description = "5,000 streams of 20 events/s instead of the standard phases")
    boolean crowd;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "proxies to measure, each a script in bench/proxies (default: nginx,bare,sluice,sluice-full)")
    List<String> only = List.of();

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "NAME",
            description = "peers that join: portkey, litellm, bifrost; the first use of each downloads it")
    List<String> peers = List.of();

    @Option(
            names = "--sluice-config",
            paramLabel = "empty|full|FILE",
            description = "measure Sluice with this config only (default: with both)")
    @Nullable String sluiceConfig;

    @Option(
            names = "--phase",
            split = ",",
            paramLabel = "NAME",
            description = "only these phases: closed-1k, closed-16k, closed-1m, stream, low, half")
    List<String> phases = List.of();

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "connections of the closed phases instead of the plan's own number")
    @Nullable Integer connections;

    @Option(names = "--rounds", paramLabel = "N", description = "rounds instead of the plan's own number")
    @Nullable Integer rounds;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "load on each proxy before the first round")
    @Nullable Integer warmUpSeconds;

    @Option(
            names = "--ready-within",
            paramLabel = "SECONDS",
            description = "what a proxy may take to start, its build or download included (default: ${DEFAULT-VALUE})")
    int readySeconds = 600;

    @Option(names = "--proxy-core", paramLabel = "CPU", description = "core of the proxies (default: ${DEFAULT-VALUE})")
    String proxyCore = "1";

    @Option(
            names = "--upstream-core",
            paramLabel = "CPU",
            description = "core of the upstream (default: ${DEFAULT-VALUE})")
    String upstreamCore = "0";

    @Option(names = "--home", hidden = true, required = true)
    Path home = Path.of("");

    @Option(names = "--work", hidden = true, required = true)
    Path work = Path.of("");

    Plan plan() {
        Plan plan = crowd ? Plan.crowd() : quick ? Plan.quick() : Plan.full();
        plan = phases.isEmpty() ? plan : plan.only(phases);
        plan = connections == null ? plan : plan.withConnections(connections);
        plan = rounds == null ? plan : plan.withRounds(rounds);
        return warmUpSeconds == null ? plan : plan.withWarmUp(Duration.ofSeconds(warmUpSeconds));
    }

    List<String> contestants() {
        List<String> all = new ArrayList<>(only.isEmpty() ? standard() : only);
        all.addAll(peers);
        return all.stream().distinct().toList();
    }

    /** The config for the proxy {@code sluice}, where one was chosen. */
    Optional<Path> sluiceConfig() {
        return Optional.ofNullable(sluiceConfig).map(choice -> switch (choice) {
            case "empty", "full" -> home.resolve("conf").resolve(choice + ".yaml");
            default -> Path.of(choice).toAbsolutePath();
        });
    }

    private List<String> standard() {
        return sluiceConfig == null
                ? List.of("nginx", "bare", "sluice", "sluice-full")
                : List.of("nginx", "bare", "sluice");
    }
}
