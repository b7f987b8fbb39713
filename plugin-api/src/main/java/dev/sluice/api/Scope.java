package dev.sluice.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of a call, or of one branch of it: what was opened in a scope is closed when the scope ends.
 *
 * <p>Scopes form a tree. Ending a scope ends its children and runs its actions, last added first, each once; an action
 * added to an ended scope runs at once. So a permit or an upstream attempt that is tied to a scope cannot
 * outlive it, whatever path the call takes. Actions may be added on any thread; they run on the thread that ends the scope,
 * which is the call's event loop, or at once where it has ended already.
 */
public final class Scope {

    private final Deque<Runnable> actions = new ArrayDeque<>(4);
    private final @Nullable Scope parent;
    private final Supplier<Runnable> keep;
    private volatile @Nullable Throwable cause;
    private volatile boolean ended;

    private Scope(@Nullable Scope parent, Supplier<Runnable> keep) {
        this.parent = parent;
        this.keep = keep;
    }

    /**
     * Makes the scope of a whole call.
     *
     * @return a scope without a parent
     */
    public static Scope root() {
        return root(() -> () -> {});
    }

    /**
     * Makes the scope of a whole call whose surroundings must outlive it.
     *
     * @param keep called for each scope that is {@linkplain #detached() detached} from it; keeps the surroundings, and
     *     returns what lets them go
     * @return a scope without a parent
     */
    public static Scope root(Supplier<Runnable> keep) {
        return new Scope(null, keep);
    }

    /**
     * Makes the scope of a branch that outlives this one. Its surroundings (plugins, providers) are kept until it ends.
     *
     * @return a scope without a parent; whoever made it ends it
     */
    public Scope detached() {
        Scope scope = new Scope(null, keep);
        scope.onEnd(keep.get());
        return scope;
    }

    /**
     * Makes the scope of a branch.
     *
     * @return a scope that ends with this one, or before
     */
    public Scope child() {
        Scope child = new Scope(this, keep);
        Runnable end = () -> child.end(cause);
        child.onEnd(() -> forget(end));
        onEnd(end);
        return child;
    }

    /**
     * Has something done when this scope ends.
     *
     * @param action does not throw; what it throws is passed on after the other actions have run
     */
    public void onEnd(Runnable action) {
        synchronized (actions) {
            if (!ended) {
                actions.push(action);
                return;
            }
        }
        action.run();
    }

    /**
     * Ends the scope; has no effect after the first time.
     *
     * @param cause why, for those who wait inside; null if it ended as it should
     */
    public void end(@Nullable Throwable cause) {
        synchronized (actions) {
            if (ended) {
                return;
            }
            this.cause = cause;
            this.ended = true;
        }
        Throwable failure = null;
        for (Runnable action = last(); action != null; action = last()) {
            failure = run(action, failure);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
    }

    /**
     * Whether it has ended.
     *
     * @return true from the moment that the first of its actions runs
     */
    public boolean ended() {
        return ended;
    }

    /**
     * Why it ended.
     *
     * @return null while it has not, and if it ended as it should
     */
    public @Nullable Throwable cause() {
        return cause;
    }

    /**
     * The scope around this one.
     *
     * @return null for a whole call's
     */
    public @Nullable Scope parent() {
        return parent;
    }

    private @Nullable Runnable last() {
        synchronized (actions) {
            return actions.poll();
        }
    }

    private void forget(Runnable action) {
        synchronized (actions) {
            actions.remove(action);
        }
    }

    @SuppressWarnings("CatchThrowable") // The other actions are run, whatever this one throws.
    private static @Nullable Throwable run(Runnable action, @Nullable Throwable earlier) {
        try {
            action.run();
            return earlier;
        } catch (Throwable e) {
            if (earlier != null && !earlier.equals(e)) {
                e.addSuppressed(earlier);
            }
            return e;
        }
    }
}
