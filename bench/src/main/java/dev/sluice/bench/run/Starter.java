package dev.sluice.bench.run;

import dev.sluice.bench.load.Request.Addressing;
import dev.sluice.bench.process.Pinned;
import dev.sluice.bench.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings contestants to the start. A proxy is a script {@code bench/proxies/NAME} which, told its ports by the environment,
 * becomes the proxy; it is ready when a call has come back through it as it should.
 */
public final class Starter {

    private final Path home;
    private final Path work;
    private final String core;
    private final int upstreamPort;
    private final Map<String, String> environment;

    /**
     * @param home the {@code bench} directory
     * @param work where a proxy may leave what it writes
     * @param core the core that every proxy is pinned to
     * @param environment what every script is told besides its ports
     */
    public Starter(Path home, Path work, String core, int upstreamPort, Map<String, String> environment) {
        this.home = home;
        this.work = work;
        this.core = core;
        this.upstreamPort = upstreamPort;
        this.environment = environment;
    }

    /** The upstream itself, called without a proxy between. */
    public Contestant direct() {
        return new Contestant(Contestant.DIRECT, upstreamPort, Addressing.PLAIN, Optional.empty());
    }

    /** Starts the proxy of that name; it may not be ready yet. */
    public Contestant start(String name) throws IOException {
        Path script = home.resolve("proxies").resolve(name);
        if (!Files.isExecutable(script)) {
            throw new IOException(
                    "expected an executable " + script + ", found none; see bench/README.md on adding a proxy");
        }
        Path own = Files.createDirectories(work.resolve(name));
        int port = Ports.free();
        Map<String, String> told = new HashMap<>(environment);
        told.put("BENCH_PORT", Integer.toString(port));
        told.putIfAbsent("BENCH_ADMIN_PORT", Integer.toString(Ports.free()));
        told.put("BENCH_UPSTREAM_PORT", Integer.toString(upstreamPort));
        told.put("BENCH_WORK", own.toString());
        Pinned process = Pinned.start(core, List.of(script.toString()), told, own.resolve("log"));
        return new Contestant(name, port, Contestant.addressing(name, upstreamPort), Optional.of(process));
    }
}
