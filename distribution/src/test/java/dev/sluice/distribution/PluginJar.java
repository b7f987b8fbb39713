package dev.sluice.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A built plugin jar, and what is wrong with it. */
record PluginJar(Path path) {

    private static final String INDEX = "META-INF/extensions.idx";

    private static final List<String> MANIFEST = List.of("Plugin-Id", "Plugin-Version", "Plugin-Requires");

    /** A plugin's own copy of one of these would not be the class that the host calls it with. */
    private static final List<String> HOST_PACKAGES = List.of(
            "dev/sluice/api/",
            "io/vertx/",
            "io/netty/",
            "org/slf4j/",
            "org/jspecify/",
            "org/pf4j/",
            "com/fasterxml/jackson/core/");

    /** One sentence a fault; empty when the jar can be shipped. */
    List<String> faults() {
        try (var jar = new JarFile(path.toFile())) {
            var faults = new ArrayList<String>();
            if (extensions(jar).isEmpty()) {
                faults.add(
                        "expected an extension in %s, found none: is a class annotated @Extension, and is PF4J in annotationProcessorPaths?"
                                .formatted(INDEX));
            }
            missingEntries(jar)
                    .map("expected %s in the manifest, found none: inherit from plugins/pom.xml"::formatted)
                    .forEach(faults::add);
            hostClasses(jar)
                    .map("expected no class of the host, found %s: give its dependency the scope provided"::formatted)
                    .forEach(faults::add);
            return List.copyOf(faults);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static List<String> extensions(JarFile jar) throws IOException {
        ZipEntry index = jar.getEntry(INDEX);
        if (index == null) {
            return List.of();
        }
        try (var in = jar.getInputStream(index)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static Stream<String> missingEntries(JarFile jar) throws IOException {
        var manifest = jar.getManifest();
        return MANIFEST.stream()
                .filter(name -> manifest == null || manifest.getMainAttributes().getValue(name) == null);
    }

    /** The first class of each package of the host; also looks into META-INF/versions. */
    private static Stream<String> hostClasses(JarFile jar) {
        var classes = jar.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(".class"))
                .toList();
        return HOST_PACKAGES.stream()
                .flatMap(host -> classes.stream()
                        .filter(name -> withoutVersion(name).startsWith(host))
                        .limit(1));
    }

    private static String withoutVersion(String name) {
        return name.replaceFirst("^META-INF/versions/\\d+/", "");
    }
}
