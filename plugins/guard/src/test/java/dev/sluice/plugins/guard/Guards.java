package dev.sluice.plugins.guard;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Filter;
import dev.sluice.plugins.guard.GuardConfig.InputAction;
import dev.sluice.plugins.guard.GuardConfig.InputRule;
import dev.sluice.plugins.guard.GuardConfig.Mode;
import dev.sluice.plugins.guard.GuardConfig.OutputAction;
import dev.sluice.plugins.guard.GuardConfig.OutputRule;
import dev.sluice.testkit.FakeClient;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Guards with one or a few rules, at work in virtual time. */
final class Guards {

    final VirtualTime time = new VirtualTime();
    final FakePluginContext context = new FakePluginContext(time);
    private final GuardConfig config;

    private Guards(GuardConfig config) {
        this.config = config;
    }

    static Guards of(InputRule... input) {
        return new Guards(new GuardConfig(List.of(input), List.of(), true, GuardConfig.Unreadable.REFUSE));
    }

    static Guards of(OutputRule... output) {
        return new Guards(new GuardConfig(List.of(), List.of(output), true, GuardConfig.Unreadable.REFUSE));
    }

    /** The same, where what cannot be read passes. */
    Guards passing() {
        return new Guards(new GuardConfig(config.input(), config.output(), true, GuardConfig.Unreadable.PASS));
    }

    static InputRule in(Check check, InputAction action) {
        return new InputRule(null, check, action, false, "[removed]", Set.of());
    }

    static OutputRule out(Check check, Mode mode, OutputAction action) {
        return new OutputRule(null, check, mode, action, false, "[removed]", Set.of());
    }

    static OutputRule shadowed(OutputRule rule) {
        return new OutputRule(null, rule.check(), rule.mode(), rule.action(), true, "", rule.channels());
    }

    static Check words(String... words) {
        return new Check.Words(List.of(words), Map.of(), 1);
    }

    Filter filter() {
        return new GuardFactory().create(config, context).result();
    }

    /** What a client sees of a call in the end. */
    Seen send(Call call, Script script) {
        return send(call, script, Duration.ofMinutes(2));
    }

    /** What a client sees of a call in some time. */
    Seen send(Call call, Script script, Duration within) {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, script);
        Seen seen = new Seen(call, upstream);
        filter().apply(call, upstream)
                .onSuccess(reply -> {
                    try {
                        seen.reading = FakeClient.eager(time).read(reply);
                    } catch (CallError e) {
                        seen.failure = e;
                    }
                })
                .onFailure(failure -> seen.failure = failure);
        time.run();
        time.advance(within);
        return seen;
    }

    /** A call, and what came of it. */
    static final class Seen {
        final Call call;
        final ScriptedUpstream upstream;
        Reading reading;
        private Throwable failure;

        Seen(Call call, ScriptedUpstream upstream) {
            this.call = call;
            this.upstream = upstream;
        }

        Throwable failure() {
            return failure;
        }

        String text() {
            return reading == null ? "" : reading.text();
        }

        String error() {
            Throwable error = failure != null ? failure : reading.failure();
            return error == null ? "" : ((CallError) error).code();
        }

        List<String> decisions() {
            return call.journal().decisions().stream()
                    .map(decision -> decision.action() + " " + decision.reason())
                    .toList();
        }
    }
}
