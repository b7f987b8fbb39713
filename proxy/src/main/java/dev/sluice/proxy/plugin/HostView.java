package dev.sluice.proxy.plugin;

/** All that a plugin sees outside its own jar: the JDK, and the classes of {@link HostPackages}; no resource of the host. */
final class HostView extends ClassLoader {

    private final ClassLoader host;

    HostView(ClassLoader host) {
        super("sluice-host-view", ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (HostPackages.contain(name)) {
            return host.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
