package dev.sluice.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process and its children have used, as the kernel counts it.
 *
 * @param cpu user and system time of all threads, the ended ones included, since each process began
 * @param atNanos {@code System.nanoTime} of the reading
 */
public record Usage(Duration cpu, long atNanos) {

    /** {@code USER_HZ}: the unit of {@code /proc/<pid>/stat}, 100 on every Linux architecture in use. */
    private static final long TICK_NANOS = 1_000_000_000L / 100;

    private static final int UTIME = 11;
    private static final int STIME = 12;

    /** Sums over {@code processes}; one that has ended counts nothing. */
    public static Usage of(List<ProcessHandle> processes) {
        long ticks = 0;
        for (ProcessHandle process : processes) {
            ticks += ticks(process.pid());
        }
        return new Usage(Duration.ofNanos(ticks * TICK_NANOS), System.nanoTime());
    }

    /** A process with all its descendants at this moment. */
    public static List<ProcessHandle> tree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    /** Resident memory of {@code processes} in bytes; pages that they share count once for each. */
    public static long residentBytes(List<ProcessHandle> processes) {
        return processes.stream()
                .mapToLong(process -> residentBytes(process.pid()))
                .sum();
    }

    private static long residentBytes(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    private static long ticks(long pid) {
        String stat = read(pid, "stat");
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (NoSuchFileException ended) {
            return "";
        } catch (IOException e) {
            // Between open and read the process may end; the kernel then reports ESRCH.
            return "";
        }
    }
}
