package dev.sluice.proxy.plugin.context;

import java.util.function.Supplier;

/** Whose class loader the thread carries while it runs somebody's code. */
public final class ClassLoaders {

    private ClassLoaders() {}

    /**
     * Runs code with another class loader as the thread's.
     *
     * @param loader the thread's meanwhile
     * @param code what to run
     * @param <R> what it makes
     * @return what the code returned
     */
    public static <R> R with(ClassLoader loader, Supplier<R> code) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return code.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Runs code with the host's: Vert.x contexts made there keep the thread's class loader, and outlive a plugin. */
    static <R> R withHosts(Supplier<R> code) {
        return with(ClassLoaders.class.getClassLoader(), code);
    }
}
