package dev.sluice.plugins.retrieve;

import dev.sluice.plugins.retrieve.Report.Status;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a person how far it is: a bar on a terminal, a line for each file that failed, and what there was at the end. */
final class Progress {

    private static final int WIDTH = 24;
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

    private final PrintWriter err;
    private final boolean bar;
    private final @Nullable PrintWriter reports;
    private final int files;
    private final long bytes;
    private final long start = System.nanoTime();
    private final Map<Status, Integer> counts = new EnumMap<>(Status.class);
    private int doneFiles;
    private long doneBytes;
    private long chunks;
    private long drawn = start - REDRAW_NANOS;

    /** The bar and failures go to {@code err}; each report as JSON to {@code reports}, if it is there. */
    Progress(PrintWriter err, boolean bar, @Nullable PrintWriter reports, Selection selection) {
        this.err = err;
        this.bar = bar;
        this.reports = reports;
        this.files = selection.files().size();
        this.bytes = selection.bytes();
        selection.problems().forEach(this::tell);
    }

    synchronized void done(FoundFile file, Report report) {
        doneFiles++;
        doneBytes += file.size();
        chunks += report.status() == Status.INDEXED ? report.chunks() : 0;
        tell(report);
        long now = System.nanoTime();
        if (bar && now - drawn >= REDRAW_NANOS) {
            drawn = now;
            err.print('\r' + line(now - start));
            err.flush();
        }
    }

    private synchronized void tell(Report report) {
        counts.merge(report.status(), 1, Integer::sum);
        if (reports != null) {
            reports.println(report.json().toString());
            reports.flush();
        } else if (report.status() == Status.FAILED) {
            err.println((bar ? "\r\u001b[K" : "") + report.id() + ": " + report.message());
            err.flush();
        }
    }

    /** Says what there was; the exit code. */
    synchronized int finish() {
        double seconds = (System.nanoTime() - start) / 1e9;
        err.printf(
                Locale.ROOT,
                "%s%d indexed (%d chunks), %d unchanged, %d failed; %.1f s, %.0f chunks/s%n",
                bar ? "\r\u001b[K" : "",
                count(Status.INDEXED),
                chunks,
                count(Status.UNCHANGED),
                count(Status.FAILED),
                seconds,
                chunks / Math.max(seconds, 1e-3));
        err.flush();
        return count(Status.FAILED) == 0 ? 0 : 1;
    }

    private String line(long nanos) {
        double share = bytes == 0 ? 1 : (double) doneBytes / bytes;
        int full = (int) (share * WIDTH);
        long left = share == 0 ? 0 : (long) (nanos / 1e9 * (1 - share) / share);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f %%  %d/%d files  %d chunks  %d failed  %d:%02d left\u001b[K",
                "#".repeat(full),
                "-".repeat(WIDTH - full),
                share * 100,
                doneFiles,
                files,
                chunks,
                count(Status.FAILED),
                left / 60,
                left % 60);
    }

    private int count(Status status) {
        return counts.getOrDefault(status, 0);
    }
}
