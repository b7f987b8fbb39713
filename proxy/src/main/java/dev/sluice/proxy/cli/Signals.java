package dev.sluice.proxy.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Signals of the operating system that Java's own API leaves out; where there are none, nothing happens. */
final class Signals {

    private Signals() {}

    /** Runs an action whenever a signal comes, on a thread of its own, in the place of what the JVM would do. */
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            Thread.ofVirtual().name("sluice-" + name).start(action);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ClassNotFoundException | NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new LinkageError("the JDK has no sun.misc.Signal", e);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw new IllegalStateException("cannot listen for SIG" + name, e);
            }
            // An operating system without it: the config is read again when the file changes, and the JVM ends as it
            // does.
        }
    }
}
