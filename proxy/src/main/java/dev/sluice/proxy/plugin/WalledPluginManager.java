package dev.sluice.proxy.plugin;

import java.nio.file.Path;
import java.util.List;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;
import org.pf4j.RuntimeMode;

/** PF4J for one jar: descriptor from the manifest, a class loader behind walls, and failures that are thrown, not logged. */
final class WalledPluginManager extends DefaultPluginManager {

    private static final ClassLoadingStrategy HOST_THEN_JAR = new ClassLoadingStrategy(
            List.of(ClassLoadingStrategy.Source.APPLICATION, ClassLoadingStrategy.Source.PLUGIN));

    /**
     * Makes a manager that holds no plugin yet.
     *
     * @param root PF4J wants one; never searched
     * @param apiVersion what plugins require a version of
     */
    WalledPluginManager(Path root, String apiVersion) {
        super(root);
        this.runtimeMode = RuntimeMode.DEPLOYMENT;
        setSystemVersion(apiVersion);
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new ManifestPluginDescriptorFinder();
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new WalledLoader();
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return WalledPluginManager::create;
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new AlwaysEnabled();
    }

    private static Plugin create(PluginWrapper wrapper) {
        String name = wrapper.getDescriptor().getPluginClass();
        try {
            Class<?> type = wrapper.getPluginClassLoader().loadClass(name);
            return (Plugin) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new PluginRuntimeException(
                    e,
                    "Cannot make the Plugin-Class {}: it has to extend {} and to have a public constructor without arguments",
                    name,
                    Plugin.class.getName());
        }
    }

    private final class WalledLoader implements PluginLoader {

        @Override
        public boolean isApplicable(Path jar) {
            return true;
        }

        @Override
        public ClassLoader loadPlugin(Path jar, PluginDescriptor descriptor) {
            WalledClassLoader loader = new WalledClassLoader(descriptor);
            loader.addFile(jar.toFile());
            return loader;
        }
    }

    /** Asks its parent, which is a {@link HostView}, first; for the host's packages, nobody else. */
    private final class WalledClassLoader extends PluginClassLoader {

        WalledClassLoader(PluginDescriptor descriptor) {
            super(
                    WalledPluginManager.this,
                    descriptor,
                    new HostView(WalledPluginManager.class.getClassLoader()),
                    HOST_THEN_JAR);
        }

        @Override
        protected boolean shouldDelegateToParent(String className) {
            return HostPackages.contain(className);
        }
    }

    /** Plugins are enabled by lying in the folder. */
    private static final class AlwaysEnabled implements PluginStatusProvider {

        @Override
        public boolean isPluginDisabled(String pluginId) {
            return false;
        }

        @Override
        public void disablePlugin(String pluginId) {}

        @Override
        public void enablePlugin(String pluginId) {}
    }
}
