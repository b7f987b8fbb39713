package dev.sluice.plugins.redact;

import dev.sluice.api.config.Secret;
import dev.sluice.plugins.redact.RedactConfig.Custom;
import dev.sluice.plugins.redact.RedactConfig.Rule;
import dev.sluice.plugins.redact.RedactConfig.Unreadable;
import dev.sluice.plugins.redact.replace.Action;
import java.time.Duration;
import java.util.List;

/** Configs as the host would bind them. */
final class Configs {

    static final RedactConfig DEFAULT = of(rule("email", Action.TOKEN), rule("credit-card", Action.TOKEN));

    private Configs() {}

    static Rule rule(String name, Action action) {
        return new Rule(name, action, 0.3);
    }

    static RedactConfig of(Rule... rules) {
        return of(List.of(rules), List.of(), List.of());
    }

    static RedactConfig of(List<Rule> rules, List<Rule> reply, List<Custom> custom) {
        return new RedactConfig(
                rules,
                reply,
                custom,
                List.of("help@example.com"),
                List.of("US"),
                true,
                Secret.of("a key that is long enough for tests"),
                "x-sluice-conversation",
                Duration.ofHours(1),
                null,
                Unreadable.PASS);
    }

    /** The same, refusing what cannot be read. */
    static RedactConfig strict(RedactConfig config) {
        return new RedactConfig(
                config.entities(),
                config.reply(),
                config.custom(),
                config.allow(),
                config.regions(),
                config.restore(),
                config.key(),
                config.conversationHeader(),
                config.ttl(),
                config.recogniser(),
                Unreadable.REFUSE);
    }
}
