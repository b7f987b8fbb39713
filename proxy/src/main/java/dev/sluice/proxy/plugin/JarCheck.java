package dev.sluice.proxy.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** Looks at a jar from outside, before any of its code runs, and says all that is wrong with it. */
final class JarCheck {

    private static final String INDEX = "META-INF/extensions.idx";

    private final Path jar;
    private final ApiVersion apiVersion;
    private final List<PluginProblem> problems = new ArrayList<>();

    private JarCheck(Path jar, ApiVersion apiVersion) {
        this.jar = jar;
        this.apiVersion = apiVersion;
    }

    /**
     * Checks a jar.
     *
     * @param jar what the operator calls it
     * @param copy the bytes to look at
     * @param apiVersion of this host
     * @return empty if it can be loaded
     */
    static List<PluginProblem> problems(Path jar, Path copy, ApiVersion apiVersion) {
        JarCheck check = new JarCheck(jar, apiVersion);
        try (JarFile file = new JarFile(copy.toFile())) {
            check.manifest(file.getManifest());
            check.index(file);
            check.hostClasses(file);
        } catch (IOException | SecurityException e) {
            check.add(
                    "expected a jar, found a file that cannot be read as one (" + e.getMessage() + ")",
                    "copy it again");
        }
        return List.copyOf(check.problems);
    }

    private void manifest(@Nullable Manifest manifest) {
        Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
        require(attributes, "Plugin-Id", "the plugin's unique name");
        require(attributes, "Plugin-Version", "its version");
        String requires = require(attributes, "Plugin-Requires", apiVersion.suggestedRange());
        if (requires != null) {
            requires(requires);
        }
        if (attributes.getValue("Plugin-Dependencies") != null) {
            add(
                    "expected a plugin that stands alone, found Plugin-Dependencies in its manifest",
                    "plugins do not see each other: put what they share into each jar");
        }
    }

    private @Nullable String require(Attributes attributes, String name, String example) {
        String value = attributes.getValue(name);
        if (value == null || value.isBlank()) {
            add("expected " + name + " in the manifest, found none", "add it: " + example);
            return null;
        }
        return value.trim();
    }

    private void requires(String range) {
        try {
            if (!apiVersion.satisfies(range)) {
                add(
                        "requires plugin API " + range + ", found " + apiVersion.value() + " in this Sluice",
                        "install a release of the plugin made for it, or the Sluice that the plugin was made for");
            }
        } catch (IllegalArgumentException e) {
            add(
                    "expected a range of versions as Plugin-Requires, found \"" + range + "\"",
                    "write it like " + apiVersion.suggestedRange());
        }
    }

    private void index(JarFile file) throws IOException {
        ZipEntry index = file.getEntry(INDEX);
        boolean empty = index == null
                || new String(file.getInputStream(index).readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .allMatch(line -> line.isBlank() || line.startsWith("#"));
        if (empty) {
            add(
                    "expected a list of extensions in " + INDEX + ", found none",
                    "annotate the factory with @Extension and put org.pf4j:pf4j into the compiler's annotationProcessorPaths");
        }
    }

    private void hostClasses(JarFile file) {
        List<String> classes = file.stream()
                .map(ZipEntry::getName)
                .filter(HostPackages::containEntry)
                .toList();
        if (!classes.isEmpty()) {
            add(
                    "expected no class that the host brings, found " + classes.size() + " such as "
                            + classes.getFirst(),
                    "give the dependency that brings them the scope \"provided\"");
        }
    }

    private void add(String found, String fix) {
        problems.add(PluginProblem.of(jar, found, fix));
    }
}
