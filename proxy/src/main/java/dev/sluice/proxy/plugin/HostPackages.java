package dev.sluice.proxy.plugin;

import java.util.List;
import java.util.regex.Pattern;

/** The packages that plugins share with the host, so that both mean the same class by the same name. */
final class HostPackages {

    private static final List<String> PREFIXES = List.of(
            "dev.sluice.api.",
            "io.vertx.",
            "io.netty.",
            "org.slf4j.",
            "org.jspecify.",
            "org.pf4j.",
            "com.fasterxml.jackson.core.",
            "picocli.");

    private static final Pattern VERSIONED = Pattern.compile("^META-INF/versions/\\d+/");

    private HostPackages() {}

    /**
     * Whether a class is the host's to give.
     *
     * @param className with dots
     */
    static boolean contain(String className) {
        return PREFIXES.stream().anyMatch(className::startsWith);
    }

    /**
     * Whether a jar's entry is a class that only the host may bring, for whichever Java version.
     *
     * @param entry with slashes
     */
    static boolean containEntry(String entry) {
        return entry.endsWith(".class")
                && contain(VERSIONED.matcher(entry).replaceFirst("").replace('/', '.'));
    }
}
