package dev.sluice.proxy.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
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
    private @Nullable Fingerprint reported; // Null if what was read is not there any more to be looked at.
    private Fingerprint seen;
    private long quietSince;
    private boolean settled = true;
    private Runnable stop = () -> {};

    /** What files looked like before somebody read them: a change after that is one to tell of, whenever the watch begins. */
    public static final class Glance {

        private final List<Path> paths;
        private final Fingerprint state;

        private Glance(List<Path> paths, Fingerprint state) {
            this.paths = paths;
            this.state = state;
        }

        /**
         * Looks at files. Cheap: nothing is read.
         *
         * @param paths files, or folders for the files directly in them; may be missing yet
         * @return what they look like now
         */
        public static Glance at(List<Path> paths) {
            return new Glance(List.copyOf(paths), Fingerprint.ofState(paths));
        }

        /**
         * Both together.
         *
         * @param other files beside these
         * @return what all of them looked like, each at its moment
         */
        public Glance and(Glance other) {
            List<Path> all = new ArrayList<>(paths);
            all.addAll(other.paths);
            return new Glance(List.copyOf(all), state.and(other.state));
        }
    }

    FolderWatch(Glance before, Duration debounce, Runnable onChange, LongSupplier clock) {
        this.paths = before.paths;
        this.debounceNanos = debounce.toNanos();
        this.onChange = onChange;
        this.clock = clock;
        this.seen = before.state;
        Fingerprint content = Fingerprint.ofContent(paths);
        this.reported = Fingerprint.ofState(paths).equals(seen) ? content : null;
    }

    /**
     * Watches files.
     *
     * @param before what they looked like before they were read; what has changed since is told of
     * @param debounce how long nothing may change before a change is told of; files are looked at as often, and four times as often while
     *     they change
     * @param onChange called on a virtual thread, one at a time; may block; what it throws is logged
     * @return closes the watch
     */
    public static FolderWatch watch(Glance before, Duration debounce, Runnable onChange) {
        FolderWatch watch = new FolderWatch(before, debounce, onChange, System::nanoTime);
        Thread thread = Thread.ofVirtual().name("folder-watch").unstarted(() -> watch.pollEvery(debounce));
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

    private void pollEvery(Duration debounce) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(settled ? debounce : debounce.dividedBy(4));
                poll();
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("No longer watching {}", paths);
        }
    }
}
