package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The threads that a model computes on: platform threads, since native code would hold the carriers of virtual ones. */
final class ModelThreads {

    private static final int STOP_SECONDS = 5;

    private final ExecutorService threads;
    private final AutoCloseable model;

    private ModelThreads(ExecutorService threads, AutoCloseable model) {
        this.threads = threads;
        this.model = model;
    }

    /**
     * Starts the threads; they end, and the model is let go, with the context. They end with the process, too: ONNX Runtime takes its
     * environment down in a shutdown hook of its own, and a text that is then being read crashes the process.
     */
    static ModelThreads start(String name, int count, AutoCloseable model, PluginContext context) {
        ExecutorService executor = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().name(name + "-", 0).daemon().factory());
        ModelThreads threads = new ModelThreads(executor, model);
        Thread hook = new Thread(executor::shutdown, name + "-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        context.onClose(() -> context.blocking(() -> threads.close(hook)));
        return threads;
    }

    <T> Future<T> run(Callable<T> work) {
        Promise<T> result = Promise.promise();
        try {
            threads.execute(() -> run(work, result));
        } catch (RejectedExecutionException e) {
            result.fail(
                    new IllegalStateException("Expected a model in use, but it was closed with its generation.", e));
        }
        return result.future();
    }

    private static <T> void run(Callable<T> work, Promise<T> result) {
        try {
            result.complete(work.call());
        } catch (Exception | LinkageError e) {
            result.fail(e);
        }
    }

    private Void close(Thread hook) throws Exception {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return null; // The process ends: the hooks do the rest.
        }
        threads.shutdown();
        if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a text was still being read after " + STOP_SECONDS + " s");
        }
        model.close();
        return null;
    }
}
