package dev.sluice.proxy.plugin;

import dev.sluice.api.Fatal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A jar that was loaded and started, with one object of each class that it lists as an extension. */
final class LoadedPlugin implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadedPlugin.class);

    private final Path jar;
    private final PrivateCopy copy;
    private final ApiVersion apiVersion;
    private final WalledPluginManager manager;
    private final PluginWrapper wrapper;
    private final List<Object> extensions = new ArrayList<>();

    private LoadedPlugin(Path jar, PrivateCopy copy, ApiVersion apiVersion) {
        this.jar = jar;
        this.copy = copy;
        this.apiVersion = apiVersion;
        this.manager = new WalledPluginManager(copy.file(), apiVersion.value());
        this.wrapper = manager.getPlugin(manager.loadPlugin(copy.file()));
    }

    /**
     * Loads a jar, starts its plugin and makes its extensions.
     *
     * @param jar what the operator calls it
     * @param copy its bytes; closed with the plugin, or by the caller if there is none
     * @param apiVersion of this host
     * @return a plugin all of whose extensions are there
     * @throws PluginException if anything is wrong with it
     */
    static LoadedPlugin load(Path jar, PrivateCopy copy, ApiVersion apiVersion) {
        List<PluginProblem> problems = JarCheck.problems(jar, copy.file(), apiVersion);
        if (!problems.isEmpty()) {
            throw new PluginException(problems, null);
        }
        LoadedPlugin plugin = new LoadedPlugin(jar, copy, apiVersion);
        try {
            plugin.start();
            plugin.makeExtensions();
            return plugin;
        } catch (PluginException e) {
            plugin.close();
            throw e;
        }
    }

    PluginInfo info() {
        PluginDescriptor descriptor = wrapper.getDescriptor();
        return new PluginInfo(
                descriptor.getPluginId(),
                descriptor.getVersion(),
                descriptor.getProvider() == null ? "" : descriptor.getProvider(),
                descriptor.getPluginDescription(),
                jar,
                copy.fingerprint());
    }

    ClassLoader classLoader() {
        return wrapper.getPluginClassLoader();
    }

    List<Object> extensions() {
        return extensions;
    }

    /**
     * Runs code of the plugin, with its class loader as the thread's.
     *
     * @throws PluginException whatever it throws
     */
    @SuppressWarnings(
            "CatchThrowable") // Linkage errors are the rule when a jar is wrong; what is fatal for the JVM goes on.
    <R> R run(String doing, Callable<R> code) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classLoader());
        try {
            return code.call();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw failure(doing, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What to tell of something that this plugin threw. */
    PluginException failure(String doing, Throwable cause) {
        return new PluginException(List.of(LinkageHelp.explain(jar, doing, cause, apiVersion)), cause);
    }

    /** Stops the plugin, unloads its classes and deletes the copy; does each, whatever the others do. */
    @Override
    public void close() {
        String id = wrapper.getPluginId();
        guarded("stop", () -> manager.stopPlugin(id));
        wrapper.setPluginState(PluginState.STOPPED); // Else PF4J stops one that failed to stop a second time.
        guarded("unload", () -> manager.unloadPlugin(id));
        guarded("delete the copy of", () -> {
            copy.close();
            return id;
        });
    }

    private void start() {
        String doing = "start plugin " + wrapper.getPluginId();
        PluginState state = run(doing, () -> manager.startPlugin(wrapper.getPluginId()));
        if (!state.isStarted()) {
            Throwable cause = wrapper.getFailedException();
            throw failure(doing, cause == null ? new PluginRuntimeException("its state is " + state) : cause);
        }
    }

    private void makeExtensions() {
        List<PluginProblem> problems = new ArrayList<>();
        for (String name : manager.getExtensionClassNames(wrapper.getPluginId()).stream()
                .sorted()
                .toList()) {
            try {
                extensions.add(run("make its extension " + name, () -> make(name)));
            } catch (PluginException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new PluginException(problems, null);
        }
    }

    private Object make(String className) throws ReflectiveOperationException {
        return classLoader().loadClass(className).getConstructor().newInstance();
    }

    @SuppressWarnings("CatchThrowable") // A plugin that cannot be put away must not keep the others.
    private void guarded(String doing, Callable<?> step) {
        try {
            step.call();
        } catch (Throwable e) {
            Fatal.rethrow(e);
            LOG.atWarn().setCause(e).log("Could not {} plugin {} of {}; going on", doing, wrapper.getPluginId(), jar);
        }
    }
}
