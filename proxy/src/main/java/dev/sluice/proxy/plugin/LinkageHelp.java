package dev.sluice.proxy.plugin;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginRuntimeException;

/** Turns what the JVM says when a plugin's classes do not fit into what its author should do. */
final class LinkageHelp {

    private static final Pattern CLASS_NAME =
            Pattern.compile("(?:Could not initialize class )?L?([\\w/.$]+);?.*", Pattern.DOTALL);

    private LinkageHelp() {}

    /**
     * Explains a failure in a plugin's code.
     *
     * @param jar the plugin's
     * @param doing what it was asked to do, such as "make the filter validate"
     * @param failure what it threw
     * @param apiVersion of this host
     */
    static PluginProblem explain(Path jar, String doing, Throwable failure, ApiVersion apiVersion) {
        Throwable root = root(failure);
        String found = "could not " + doing + ": " + (failure instanceof PluginRuntimeException ? failure : root);
        return PluginProblem.of(jar, found, fix(root, apiVersion));
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wraps = failure instanceof ReflectiveOperationException
                || failure instanceof ExceptionInInitializerError
                || failure instanceof PluginRuntimeException;
        return wraps && cause != null ? root(cause) : failure;
    }

    private static String fix(Throwable root, ApiVersion apiVersion) {
        return switch (root) {
            case NoClassDefFoundError e -> missing(e.getMessage(), apiVersion);
            case ClassNotFoundException e -> missing(e.getMessage(), apiVersion);
            case UnsupportedClassVersionError e ->
                "it was compiled for a newer Java than the " + Runtime.version().feature()
                        + " that runs here: compile it with release 21, or run Sluice on that Java";
            case UnsatisfiedLinkError e ->
                "it brings a native library, which the JVM loads once only: restart Sluice after replacing such a plugin";
            case IncompatibleClassChangeError e ->
                "it was compiled against another version of what it finds here: compile it against sluice-plugin-api "
                        + apiVersion.value() + " and the libraries that come with it";
            case LinkageError e -> "its jar is damaged or contains a class twice: build it again";
            default -> "see the plugin's documentation; the log has the stack trace";
        };
    }

    private static String missing(@Nullable String message, ApiVersion apiVersion) {
        Matcher matcher = CLASS_NAME.matcher(message == null ? "" : message);
        String name = matcher.matches() ? matcher.group(1).replace('/', '.') : "";
        if (message != null && message.startsWith("Could not initialize class")) {
            return "its static initialiser failed before; the first failure in the log says why";
        }
        if (HostPackages.contain(name)) {
            return "this Sluice has no such class: compile the plugin against sluice-plugin-api " + apiVersion.value();
        }
        if (name.startsWith("dev.sluice.proxy.")) {
            return "plugins see dev.sluice.api only: do without the inside of the proxy";
        }
        return "plugins see none of the proxy's libraries: put the dependency that brings " + name
                + " into the plugin's jar (shade it)";
    }
}
