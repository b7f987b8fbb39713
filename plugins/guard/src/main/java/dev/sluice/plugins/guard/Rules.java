package dev.sluice.plugins.guard;

import dev.sluice.api.Filter;
import dev.sluice.api.classify.Classifier;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.guard.GuardConfig.InputAction;
import dev.sluice.plugins.guard.GuardConfig.InputRule;
import dev.sluice.plugins.guard.GuardConfig.Mode;
import dev.sluice.plugins.guard.GuardConfig.OutputAction;
import dev.sluice.plugins.guard.GuardConfig.OutputRule;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a filter of its config: sorts the rules by how they look at text. */
final class Rules {

    private static final int CANARY_BYTES = 12;

    private final GuardConfig config;
    private final PluginContext context;
    private final Map<String, Classifier> classifiers;
    private final String canary = canary();
    private final List<InputWatch> inputs = new ArrayList<>();
    private final List<Classified> inputsClassified = new ArrayList<>();
    private final List<OutputWatch> watches = new ArrayList<>();
    private final List<OutputWatch> buffered = new ArrayList<>();
    private final List<OutputGuard.Judged> judged = new ArrayList<>();

    private Rules(GuardConfig config, PluginContext context, Map<String, Classifier> classifiers) {
        this.config = config;
        this.context = context;
        this.classifiers = classifiers;
        config.input().forEach(this::input);
        config.output().forEach(this::output);
    }

    /** The filter, once the classifiers that its rules name are there. */
    static Future<Filter> filter(GuardConfig config, PluginContext context) {
        Map<String, Classifier> classifiers = new HashMap<>();
        Future<Void> ready = Future.succeededFuture();
        for (String name : named(config)) {
            ready = ready.compose(before -> context.classifier(name)).map(classifier -> {
                classifiers.put(name, classifier);
                return null;
            });
        }
        return ready.map(done -> new Rules(config, context, classifiers).filter());
    }

    private static List<String> named(GuardConfig config) {
        Stream<Check> checks = Stream.concat(
                config.input().stream().map(InputRule::check),
                config.output().stream().map(OutputRule::check));
        return checks.map(check -> check instanceof Check.Classifier classifier ? classifier.name() : "")
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private GuardFilter filter() {
        boolean refuses = config.unreadable() == GuardConfig.Unreadable.REFUSE;
        return new GuardFilter(
                new InputGuard(inputs, inputsClassified, refuses, context),
                new OutputGuard(watches, buffered, judged, needsDocuments(), context),
                context.meters(),
                config,
                hasCanary() ? canary : null);
    }

    private void input(InputRule rule) {
        ScannerFactory scanners = Scanners.of(rule.check(), canary);
        String name = name(rule.name(), rule.check());
        if (scanners != null) {
            boolean describes = rule.check() instanceof Check.Injection
                    || rule.check() instanceof Check.Words
                    || rule.check() instanceof Check.Harm;
            inputs.add(new InputWatch(
                    name, scanners, rule.action(), rule.shadow(), rule.replacement(), rule.roles(), describes));
        } else if (rule.check() instanceof Check.Classifier check) {
            boolean blocks = rule.action() == InputAction.BLOCK;
            inputsClassified.add(classified(name, check, blocks, rule.shadow()));
        }
    }

    private void output(OutputRule rule) {
        ScannerFactory scanners = Scanners.of(rule.check(), canary);
        String name = name(rule.name(), rule.check());
        OutputAction action = rule.action() == null ? OutputAction.BLOCK : rule.action();
        if (scanners != null) {
            OutputWatch watch = new OutputWatch(
                    name, scanners, rule.mode(), action, rule.shadow(), rule.replacement(), rule.channels());
            (rule.mode() == Mode.BUFFER && watch.acts() ? buffered : watches).add(watch);
        } else if (rule.check() instanceof Check.Classifier check) {
            Classified judge = classified(name, check, action == OutputAction.BLOCK, rule.shadow());
            Gate.Window window =
                    rule.mode() == Mode.BUFFER ? Gate.Window.ALL : new Gate.Window(check.window(), check.patience());
            judged.add(new OutputGuard.Judged(judge, rule.channels(), window));
        }
    }

    private Classified classified(String name, Check.Classifier check, boolean blocks, boolean shadow) {
        String word = blocks ? "block" : "note";
        return new Classified(
                name,
                shadow ? "shadow-" + word : word,
                blocks && !shadow,
                check.whenDown() == Check.Classifier.WhenDown.SKIP,
                new Verdict(Objects.requireNonNull(classifiers.get(check.name())), check.thresholds()),
                context.logger());
    }

    private boolean needsDocuments() {
        return config.output().stream().anyMatch(rule -> rule.check() instanceof Check.Unsupported);
    }

    private boolean hasCanary() {
        return config.output().stream().anyMatch(rule -> rule.check() instanceof Check.Leak leak && leak.canary());
    }

    private static String name(@Nullable String given, Check check) {
        return given != null ? given : check.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Letters and digits only, since it is looked for in folded text; new for each generation. */
    private static String canary() {
        byte[] bytes = new byte[CANARY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return "ref" + HexFormat.of().formatHex(bytes);
    }
}
