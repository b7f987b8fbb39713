package dev.sluice.api;

import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import java.util.concurrent.Callable;

/**
 * The rule for calling what somebody else wrote: whatever it throws, checked or an error, is its own failure and nothing
 * more. Only what says that the virtual machine itself is at its end goes on.
 */
public final class Fatal {

    private Fatal() {}

    /**
     * Throws a failure on if it is the machine's. A stack that is full is only its call's.
     *
     * @param failure what was caught
     */
    public static void rethrow(Throwable failure) {
        if (failure instanceof VirtualMachineError error && !(failure instanceof StackOverflowError)) {
            throw error;
        }
    }

    /**
     * Takes a step that answers later.
     *
     * @param step somebody else's
     * @return what it returned; a failure if it threw, or returned null
     * @param <T> what it answers with
     */
    @SuppressWarnings("CatchThrowable")
    public static <T> Future<T> caught(Callable<Future<T>> step) {
        try {
            Future<T> answer = step.call();
            return answer != null ? answer : Future.failedFuture(new NullPointerException("null was returned"));
        } catch (Throwable e) {
            rethrow(e);
            return Future.failedFuture(e);
        }
    }

    /**
     * What a source gives next.
     *
     * @param source somebody else's
     * @return its next item; a failure if it threw, or returned null
     * @param <T> its items
     */
    @SuppressWarnings("CatchThrowable")
    public static <T> Future<T> pulled(Source<T> source) {
        try {
            Future<T> next = source.next();
            return next != null ? next : Future.failedFuture(new NullPointerException("next returned null"));
        } catch (Throwable e) {
            rethrow(e);
            return Future.failedFuture(e);
        }
    }
}
