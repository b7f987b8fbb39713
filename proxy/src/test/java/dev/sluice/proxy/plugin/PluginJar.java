package dev.sluice.proxy.plugin;

import dev.sluice.api.FilterFactory;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.pf4j.ExtensionPoint;

/**
 * A plugin jar made from source text, as a plugin's own build makes it: compiled against the API and what comes with it, with nothing
 * of the proxy on the class path, and indexed by PF4J's own annotation processor.
 */
public final class PluginJar {

    private static final Map<List<String>, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new TreeMap<>();

    private PluginJar(List<String> sources) {
        this.entries.putAll(COMPILED.computeIfAbsent(sources, PluginJar::classes));
    }

    /** Compiles sources, each with a package and one public type; a plugin named {@code test}. */
    public static PluginJar compile(String... sources) {
        return new PluginJar(List.of(sources))
                .manifest("Plugin-Id", "test")
                .manifest("Plugin-Version", "1.0.0")
                .manifest("Plugin-Requires", ">=0.1.0 & <1.0.0");
    }

    /** Compiles all sources of a folder. */
    public static PluginJar compileFolder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return compile(files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(PluginJar::read)
                    .toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets an attribute of the manifest; an empty value removes it. */
    public PluginJar manifest(String name, String value) {
        manifest.put(name, value);
        return this;
    }

    /** Adds a file. */
    public PluginJar with(String entry, String content) {
        entries.put(entry, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Leaves a file out. */
    public PluginJar without(String entry) {
        entries.remove(entry);
        return this;
    }

    /** Writes the jar. */
    public Path writeTo(Path jar) {
        Manifest attributes = new Manifest();
        attributes.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach((name, value) -> {
            if (!value.isEmpty()) {
                attributes.getMainAttributes().putValue(name, value);
            }
        });
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, attributes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry zipEntry = new ZipEntry(entry.getKey());
                zipEntry.setTime(0);
                out.putNextEntry(zipEntry);
                out.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private static Map<String, byte[]> classes(List<String> sources) {
        try {
            Path folder = Files.createTempDirectory("plugin-classes-");
            javac(sources, folder);
            Map<String, byte[]> classes = new TreeMap<>();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    if (Files.isRegularFile(file)) {
                        classes.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                    }
                    Files.delete(file);
                }
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void javac(List<String> sources, Path folder) {
        var messages = new StringWriter();
        var options = List.of(
                "-d",
                folder.toString(),
                "-classpath",
                classPath(),
                "-processorpath",
                classPath(),
                "-processor",
                "org.pf4j.processor.ExtensionAnnotationProcessor",
                "-Xlint:none");
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        messages,
                        null,
                        null,
                        options,
                        null,
                        sources.stream().map(Source::new).toList())
                .call();
        if (!compiled) {
            throw new IllegalArgumentException(
                    "expected sources that compile against the plugin API, found:\n" + messages);
        }
    }

    private static String classPath() {
        return Stream.of(
                        FilterFactory.class,
                        Vertx.class,
                        ByteBuf.class,
                        io.netty.util.ReferenceCounted.class,
                        ExtensionPoint.class,
                        org.slf4j.Logger.class,
                        org.jspecify.annotations.NullMarked.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///" + name(text) + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        private static String name(String text) {
            String folder = first(text, "(?m)^package ([\\w.]+);").replace('.', '/');
            return folder + "/"
                    + first(text, "(?m)^public (?:final |abstract )?(?:class|record|interface|enum) (\\w+)");
        }

        private static String first(String text, String pattern) {
            return Pattern.compile(pattern)
                    .matcher(text)
                    .results()
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("expected " + pattern + " in:\n" + text))
                    .group(1);
        }
    }
}
