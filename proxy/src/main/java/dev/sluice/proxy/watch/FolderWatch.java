package dev.sluice.proxy.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when the content of files has changed and they are left in peace again.
 *
 * <p>A change counts once nothing has changed any more for a while (a jar that is still being copied is no jar yet) and only if some byte
 * is another: a file that is touched, or changed and changed back, is no change.
 */
public final class FolderWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private final List<Path> paths;
    private final long debounceNanos;
    private final Runnable onChange;
    private final LongSupplier clock;
    private Fingerprint reported;
    private Fingerprint seen;
    private long quietSince;
    private boolean settled = true;
    private Runnable stop = () -> {};

    FolderWatch(List<Path> paths, Duration debounce, Runnable onChange, LongSupplier clock) {
        this.paths = List.copyOf(paths);
        this.debounceNanos = debounce.toNanos();
        this.onChange = onChange;
        this.clock = clock;
        this.seen = Fingerprint.ofState(paths);
        this.reported = Fingerprint.ofContent(paths);
    }

    /**
     * Watches files from now on.
     *
     * @param paths files, or folders for the files directly in them; may be missing yet
     * @param debounce how long nothing may change before a change is told of; files are looked at four times as often
     * @param onChange called on a virtual thread, one at a time; may block; what it throws is logged
     * @return closes the watch
     */
    public static FolderWatch watch(List<Path> paths, Duration debounce, Runnable onChange) {
        FolderWatch watch = new FolderWatch(paths, debounce, onChange, System::nanoTime);
        Duration pause = debounce.dividedBy(4);
        Thread thread = Thread.ofVirtual().name("folder-watch").unstarted(() -> watch.pollEvery(pause));
        watch.stop = thread::interrupt;
        thread.start();
        return watch;
    }

    /** Looks once. */
    void poll() {
        Fingerprint now = Fingerprint.ofState(paths);
        if (!now.equals(seen)) {
            seen = now;
            quietSince = clock.getAsLong();
            settled = false;
        } else if (!settled && clock.getAsLong() - quietSince >= debounceNanos) {
            settled = true;
            compare();
        }
    }

    /** Stops watching; a call that is under way is interrupted. */
    @Override
    public void close() {
        stop.run();
    }

    private void compare() {
        Fingerprint content = Fingerprint.ofContent(paths);
        if (content.equals(reported)) {
            return;
        }
        reported = content;
        try {
            onChange.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Could not follow a change of {}; still watching", paths);
        }
    }

    private void pollEvery(Duration pause) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(pause);
                poll();
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("No longer watching {}", paths);
        }
    }
}
