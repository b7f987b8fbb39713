package dev.sluice.api.stream;

import io.vertx.core.Future;

/** What no stream can be ended after in good order: the virtual machine itself is at its end. */
final class Fatal {

    private Fatal() {}

    /** Throws a failure on if it is the machine's; a stack that is full is only its call's. */
    static void rethrow(Throwable failure) {
        if (failure instanceof VirtualMachineError error && !(failure instanceof StackOverflowError)) {
            throw error;
        }
    }

    /** What a source gives next; one that throws instead has failed. */
    @SuppressWarnings("CatchThrowable")
    static <T> Future<T> pulled(Source<T> source) {
        try {
            return source.next();
        } catch (Throwable e) {
            rethrow(e);
            return Future.failedFuture(e);
        }
    }
}
