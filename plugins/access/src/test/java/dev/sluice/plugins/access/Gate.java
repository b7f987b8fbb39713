package dev.sluice.plugins.access;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Filter;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.config.Secret;
import dev.sluice.plugins.access.AccessConfig.CertificateRule;
import dev.sluice.plugins.access.AccessConfig.FixedKey;
import dev.sluice.plugins.access.AccessConfig.ProviderKeyRule;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FakeState;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An access filter at work, in virtual time, with a database in a folder. */
final class Gate {

    static final Secret PROVIDER_KEY_SECRET = Secret.of("a secret of thirty-two characters");
    static final String FIXED = "a key that is written in the config";

    final VirtualTime time;
    final FakePluginContext context;
    final ScriptedUpstream upstream;
    private final Filter filter;

    Gate(Path folder, AccessConfig config) {
        this(folder, config, new VirtualTime());
    }

    private Gate(Path folder, AccessConfig config, VirtualTime time) {
        this(folder, config, time, new FakeState(time::now));
    }

    /** One replica of several, which share their state and nothing else. */
    Gate(Path folder, AccessConfig config, VirtualTime time, FakeState shared) {
        this.time = time;
        this.upstream = ScriptedUpstream.of(time, Script.says(List.of("hello")));
        this.context = new FakePluginContext(time).withDataFolder(folder).withState(shared);
        this.filter = made(new AccessFactory().create(config, context));
    }

    Gate(Tokens tokens, FakePluginContext context) {
        KeyHash hash = KeyHash.of(Secret.of("pepper"));
        this.time = context.timers();
        this.upstream = ScriptedUpstream.of(time, Script.says(List.of("hello")));
        this.context = context;
        this.filter = new AccessFilter(
                new AccessFilter.Sources(
                        new FixedKeys(hash, List.of()), new KeyRing(hash), null, tokens, new Certificates(List.of())),
                new OwnKeys(List.of(), tenant -> Map.of()),
                context.timers());
    }

    private Filter made(Future<Filter> making) {
        time.run();
        return making.result();
    }

    static AccessConfig config(FixedKey... keys) {
        return config(List.of(keys), List.of(), List.of());
    }

    static AccessConfig config(
            List<FixedKey> keys, List<CertificateRule> certificates, List<ProviderKeyRule> providerKeys) {
        return new AccessConfig(
                keys,
                true,
                Secret.of("pepper"),
                Duration.ofMillis(500),
                Duration.ofMinutes(5),
                null,
                certificates,
                providerKeys,
                PROVIDER_KEY_SECRET);
    }

    static FixedKey key(List<String> models, List<String> routes) {
        return new FixedKey("fixed", Secret.of(FIXED), "acme", Map.of("team", "a"), models, routes, null);
    }

    /** The call that got through. */
    Call admitted(String field, String value) {
        Future<Reply> reply = send(call(field, value));
        if (reply.failed()) {
            throw new AssertionError("Expected to be let through", reply.cause());
        }
        return upstream.attempts().getLast().call();
    }

    CallError refused(String field, String value) {
        return refused(call(field, value));
    }

    CallError refused(Call call) {
        int before = upstream.attempts().size();
        Future<Reply> reply = send(call);
        if (!reply.failed() || upstream.attempts().size() != before) {
            throw new AssertionError("Expected to be refused");
        }
        return (CallError) reply.cause();
    }

    Future<Reply> send(Call call) {
        Future<Reply> reply = filter.apply(call, upstream);
        time.run();
        return reply;
    }

    static Call call(@Nullable String field, @Nullable String value) {
        Call call = FakeCalls.chat().whole("hello");
        return field == null || value == null ? call : call.withHeaders(Headers.of(field, value));
    }
}
