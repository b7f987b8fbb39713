package dev.sluice.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One started program on one core, with its output in a log file. Closing it ends it and all its children. */
public final class Pinned implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Process process;
    private final Path log;

    private Pinned(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static Pinned start(String core, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", core));
        pinned.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(pinned).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Pinned started = new Pinned(builder.start(), log);
        Runtime.getRuntime().addShutdownHook(new Thread(started::close));
        return started;
    }

    public boolean alive() {
        return process.isAlive();
    }

    public Path log() {
        return log;
    }

    public List<ProcessHandle> tree() {
        return Usage.tree(process.toHandle());
    }

    /** Asks all of them to end, children too, and then sees to it. */
    @Override
    public void close() {
        List<ProcessHandle> all = tree();
        all.forEach(ProcessHandle::destroy);
        try {
            process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
