package dev.sluice.proxy.plugin.classify;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Keeps one classifier's limits: so many texts at a time, so many that wait, an answer in time or a failure. */
public final class ClassifierQueue implements Classifier {

    private final Classifier model;
    private final Timers timers;
    private final Queue<Ask> waiting = new ArrayDeque<>();
    private int running;

    /**
     * Makes an idle queue.
     *
     * @param model what a plugin brings
     * @param timers bound the time of an answer
     */
    public ClassifierQueue(Classifier model, Timers timers) {
        this.model = model;
        this.timers = timers;
    }

    @Override
    public Limits limits() {
        return model.limits();
    }

    @Override
    public Future<List<Judgement>> classify(String text) {
        Ask ask = new Ask(text, Promise.promise());
        synchronized (this) {
            if (running >= limits().parallel() && waiting.size() >= limits().waiting()) {
                return Future.failedFuture(new RejectedExecutionException("Expected at most " + limits().waiting()
                        + " texts that wait for the classifier, found one more"));
            }
            waiting.add(ask);
        }
        Timers.Timer timeout = timers.after(limits().deadline(), () -> late(ask));
        ask.answer.future().onComplete(done -> timeout.cancel());
        pump();
        return onCallersLoop(ask.answer.future());
    }

    private void late(Ask ask) {
        synchronized (this) {
            waiting.remove(ask);
        }
        ask.answer.tryFail(new TimeoutException("Expected the classifier to answer within " + limits().deadline()));
    }

    private void pump() {
        for (Ask ask = next(); ask != null; ask = next()) {
            Ask taken = ask;
            judged(taken.text).onComplete(done -> {
                synchronized (this) {
                    running--;
                }
                if (done.succeeded()) {
                    taken.answer.tryComplete(done.result());
                } else {
                    taken.answer.tryFail(done.cause());
                }
                pump();
            });
        }
    }

    private synchronized @Nullable Ask next() {
        if (waiting.isEmpty() || running >= limits().parallel()) {
            return null;
        }
        running++;
        return waiting.remove();
    }

    /** A plugin's code may throw anything and return anything, and that is the failure of this text alone. */
    private Future<List<Judgement>> judged(String text) {
        try {
            return model.classify(text).map(found -> checked(found, text));
        } catch (RuntimeException | LinkageError e) {
            return Future.failedFuture(e);
        }
    }

    private static List<Judgement> checked(List<Judgement> found, String text) {
        for (Judgement each : found) {
            if (each.end() > text.length()) {
                throw new IllegalStateException("Expected a place in a text of " + text.length()
                        + " characters, found one that ends at " + each.end());
            }
        }
        return List.copyOf(found);
    }

    /** A result is worked with where it was asked for, not on the model's threads. */
    private static <T> Future<T> onCallersLoop(Future<T> result) {
        ContextInternal context = ContextInternal.current();
        Promise<T> promise = context == null ? Promise.promise() : context.promise();
        result.onComplete(promise);
        return promise.future();
    }

    /** One text; told from another with the same words. */
    private static final class Ask {
        private final String text;
        private final Promise<List<Judgement>> answer;

        Ask(String text, Promise<List<Judgement>> answer) {
            this.text = text;
            this.answer = answer;
        }
    }
}
