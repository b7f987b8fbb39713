package dev.sluice.proxy.boot;

import dev.sluice.proxy.plugin.PluginJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of plugins for tests, and the jars to put into it. */
public final class PluginFolder {

    private PluginFolder() {}

    /** Brings {@code access}, which knows callers, {@code guard}, which has to follow it, and {@code keeper}, which is a cache. */
    public static PluginJar access() {
        return PluginJar.compile(
                        filter(
                                "Access",
                                "access",
                                "NoConfig",
                                "public boolean authenticates() { return true; }",
                                "next.proceed(call)"),
                        filter(
                                "Guard",
                                "guard",
                                "NoConfig",
                                "public java.util.Set<String> mustFollow() { return java.util.Set.of(\"access\"); }",
                                "next.proceed(call)"),
                        filter(
                                "Keeper",
                                "keeper",
                                "NoConfig",
                                "public boolean sharesReplies() { return true; }",
                                "next.proceed(call)"))
                .manifest("Plugin-Id", "access");
    }

    /** Brings {@code tag}, which puts a word into the header of every reply. */
    public static PluginJar tag(String suffix) {
        return PluginJar.compile(
                        """
                        package test;
                        import dev.sluice.api.config.*;
                        public record TagConfig(
                            @Doc("What is put there.") @Default("plain") String word,
                            @Doc("Kept to itself.") @org.jspecify.annotations.Nullable Secret key) {}
                        """,
                        filter(
                                "Tag",
                                "tag",
                                "TagConfig",
                                """
                                public void check(TagConfig config, dev.sluice.api.plugin.CheckContext context) {
                                    if (config.word().equals("bad")) {
                                        context.problem("word", "expected another word");
                                    }
                                    if (config.word().startsWith("model ")) {
                                        context.modelProblem(config.word().substring(6), "strategy.weighted.sticky",
                                                "expected another sticky");
                                    }
                                    if (config.word().startsWith("classifier ")) {
                                        context.classifier("word", config.word().substring(11));
                                    }
                                    context.attempt("", () -> {
                                        if (!context.models().providers().contains(config.word())
                                                && config.word().equals("provider")) {
                                            throw new IllegalArgumentException("expected the name of a provider");
                                        }
                                    });
                                }
                                """,
                                "next.proceed(call).map(reply -> reply.withHeaders(reply.headers().with(\"x-tag\", "
                                        + "config.word() + \"" + suffix + "\")))"))
                .manifest("Plugin-Id", "tag");
    }

    /** Brings {@code meddle}, which changes a file when it is made: a start has read it by then. */
    static PluginJar meddler() {
        return PluginJar.compile("""
                        package test;
                        public record MeddleConfig(java.nio.file.Path file, String find, String put) {}
                        """, """
                        package test;
                        import dev.sluice.api.*;
                        import dev.sluice.api.plugin.PluginContext;
                        import io.vertx.core.Future;
                        import java.nio.file.Files;
                        @org.pf4j.Extension
                        public class Meddle implements FilterFactory<MeddleConfig> {
                            public String name() { return "meddle"; }
                            public Class<MeddleConfig> configType() { return MeddleConfig.class; }
                            public Future<Filter> create(MeddleConfig config, PluginContext context) {
                                try {
                                    String text = Files.exists(config.file()) ? Files.readString(config.file()) : config.find();
                                    Files.writeString(config.file(), text.replace(config.find(), config.put()));
                                    return Future.succeededFuture((call, next) -> next.proceed(call));
                                } catch (java.io.IOException e) {
                                    return Future.failedFuture(e);
                                }
                            }
                        }
                        """).manifest("Plugin-Id", "meddle");
    }

    /** Brings {@code judge}, a kind of classifier. */
    static PluginJar judge() {
        return PluginJar.compile("""
                package test;
                import dev.sluice.api.classify.*;
                import dev.sluice.api.FilterFactory.NoConfig;
                import dev.sluice.api.plugin.PluginContext;
                import io.vertx.core.Future;
                @org.pf4j.Extension
                public class Judge implements ClassifierFactory<NoConfig> {
                    public String name() { return "judge"; }
                    public Class<NoConfig> configType() { return NoConfig.class; }
                    public Future<Classifier> create(NoConfig config, PluginContext context) {
                        return Future.failedFuture("is never asked");
                    }
                }
                """).manifest("Plugin-Id", "judge");
    }

    /** Brings {@code fork}, which can tell what it would do. */
    public static PluginJar fork() {
        return PluginJar.compile(filter("Fork", "fork", "NoConfig", """
                        public Future<Forecast> forecast(NoConfig config, PluginContext context, Call call) {
                            return Future.succeededFuture(new Forecast(
                                java.util.List.of("takes " + call.candidates().getLast(), "for " + call.caller().labels()),
                                call.withTarget(call.candidates().getLast())));
                        }
                        """, "next.proceed(call)"))
                .manifest("Plugin-Id", "fork");
    }

    /** A file that is called a jar and is none. */
    public static void broken(Path folder) {
        try {
            Files.writeString(folder.resolve("broken.jar"), "no jar");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String filter(String type, String name, String config, String more, String answer) {
        return """
                package test;
                import dev.sluice.api.*;
                import dev.sluice.api.plugin.PluginContext;
                import io.vertx.core.Future;
                @org.pf4j.Extension
                public class %s implements FilterFactory<%s> {
                    public String name() { return "%s"; }
                    public Class<%s> configType() { return %s.class; }
                    %s
                    public Future<Filter> create(%s config, PluginContext context) {
                        context.timers().after(java.time.Duration.ofHours(1), () -> {});
                        return Future.succeededFuture((call, next) -> %s);
                    }
                }
                """.formatted(type, qualified(config), name, config, config, more, config, answer);
    }

    private static String qualified(String config) {
        return config.equals("NoConfig") ? "FilterFactory.NoConfig" : config;
    }
}
