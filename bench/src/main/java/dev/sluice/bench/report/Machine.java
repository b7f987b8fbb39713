package dev.sluice.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Where a run took place and with what: without it, numbers of two runs cannot be compared. */
public record Machine(String cpu, int cores, String kernel, String load, Map<String, String> versions) {

    private static final int VERSION_SECONDS = 5;

    public static Machine here(Path repository) throws IOException {
        Map<String, String> versions = new TreeMap<>();
        versions.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        versions.put(
                "netty",
                io.netty.util.Version.identify().values().stream()
                        .findFirst()
                        .map(io.netty.util.Version::artifactVersion)
                        .orElse("unknown"));
        versions.put("nginx", firstLine(List.of("nginx", "-v")).replaceFirst(".*nginx/", ""));
        versions.put(
                "sluice", firstLine(List.of("git", "-C", repository.toString(), "describe", "--always", "--dirty")));
        return new Machine(
                cpuModel(), cpuLines("processor").size(), System.getProperty("os.version"), loadAverage(), versions);
    }

    private static String cpuModel() throws IOException {
        return cpuLines("model name").stream().findFirst().orElse("unknown").replaceFirst(".*:\\s*", "");
    }

    private static List<String> cpuLines(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith(key))
                .toList();
    }

    private static String loadAverage() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).strip();
    }

    private static String firstLine(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS);
            return output.lines().findFirst().orElse("unknown");
        } catch (IOException absent) {
            return "absent";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    /** One line for people. */
    @Override
    public String toString() {
        return cpu + ", " + cores + " cores, Linux " + kernel + ", load average before " + load + ", " + versions;
    }
}
