package dev.sluice.plugins.guard;

import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.guard.GuardConfig.InputAction;
import dev.sluice.plugins.guard.GuardConfig.InputRule;
import dev.sluice.plugins.guard.GuardConfig.Mode;
import dev.sluice.plugins.guard.GuardConfig.OutputAction;
import dev.sluice.plugins.guard.GuardConfig.OutputRule;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes a filter of its config: sorts the rules by how they look at text. */
final class Rules {

    private static final int CANARY_BYTES = 12;

    private final GuardConfig config;
    private final PluginContext context;
    private final String canary = canary();
    private final List<InputWatch> inputs = new ArrayList<>();
    private final List<Classified> inputsClassified = new ArrayList<>();
    private final List<OutputWatch> watches = new ArrayList<>();
    private final List<OutputWatch> buffered = new ArrayList<>();
    private final List<OutputGuard.Judged> judged = new ArrayList<>();

    Rules(GuardConfig config, PluginContext context) {
        this.config = config;
        this.context = context;
        config.input().forEach(this::input);
        config.output().forEach(this::output);
    }

    GuardFilter filter() {
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
            inputs.add(new InputWatch(name, scanners, rule.action(), rule.shadow(), rule.replacement(), rule.roles()));
        } else if (rule.check() instanceof Check.Moderation moderation) {
            boolean blocks = rule.action() == InputAction.BLOCK;
            inputsClassified.add(classified(name, moderation, blocks, rule.shadow()));
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
        } else if (rule.check() instanceof Check.Moderation moderation) {
            Classified judge = classified(name, moderation, action == OutputAction.BLOCK, rule.shadow());
            Gate.Window window = rule.mode() == Mode.BUFFER
                    ? Gate.Window.ALL
                    : new Gate.Window(moderation.window(), moderation.patience());
            judged.add(new OutputGuard.Judged(judge, rule.channels(), window));
        }
    }

    private Classified classified(String name, Check.Moderation moderation, boolean blocks, boolean shadow) {
        String word = blocks ? "block" : "note";
        return new Classified(
                name,
                shadow ? "shadow-" + word : word,
                blocks && !shadow,
                moderation.whenDown() == Check.Moderation.WhenDown.SKIP,
                new Moderator(moderation, context),
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
