package dev.sluice.bench.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a resting Sluice holds.
 *
 * @param heapBytes what is left of the heap after a full collection
 * @param files open file descriptors, sockets among them
 * @param threads live ones of the JVM
 * @param calls that have begun and are not over
 * @param attempts that have no head yet
 */
record State(long heapBytes, long files, long threads, long calls, long attempts) {

    /** Looks at a process through its JVM's tools, the kernel, and its own metrics. */
    static State read(long pid, int adminPort) throws IOException, InterruptedException {
        collect(pid);
        String metrics = metrics(adminPort);
        return new State(
                sum(metrics, "jvm_memory_used_bytes{area=\"heap\""),
                files(pid),
                sum(metrics, "jvm_threads_live_threads"),
                sum(metrics, "sluice_calls_in_flight"),
                sum(metrics, "sluice_attempts_in_flight"));
    }

    private static void collect(long pid) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        for (int i = 0; i < 2; i++) { // What the first finds to finalize, the second frees.
            new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    static long files(long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return open.count();
        }
    }

    private static String metrics(int port) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static long sum(String metrics, String series) {
        return (long) metrics.lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
