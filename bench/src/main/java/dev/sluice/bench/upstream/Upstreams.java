package dev.sluice.bench.upstream;

import dev.sluice.bench.process.Pinned;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts the fixed upstream as a process of its own. */
public final class Upstreams {

    private Upstreams() {}

    public static Pinned start(String core, int port, Path work) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dio.netty.leakDetection.level=disabled",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Upstream.class.getName(),
                Integer.toString(port));
        return Pinned.start(core, command, Map.of(), work.resolve("upstream.log"));
    }
}
